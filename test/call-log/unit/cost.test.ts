import { expect, it } from '@jest/globals';
import { createCallFloor } from '../../support/call-floor.ts';
import { report } from '../../support/seeded.ts';

it('is logged within seventeen write units and five read units, and undone within as many', async () => {
  const floor = await createCallFloor();
  const spent = async (work: () => Promise<unknown>) => {
    const before = { ...floor.world.table.used };
    await work();
    const { write, read } = floor.world.table.used;
    return { write: write - before.write, read: read - before.read };
  };

  const first = await spent(() => floor.logged({ outcome: 'noAnswer' }));
  const second = await spent(() => floor.logged({ outcome: 'callback', note: 'Gọi lại sau 14 giờ, đang họp' }));
  const { callId } = await floor.logged({ outcome: 'closed' });
  const undone = await spent(() => floor.undo(callId));

  const line = ({ write, read }: typeof first) => `${write} WRU ${read} RRU`;
  report(`call: first ${line(first)}, with a callback ${line(second)}, undone ${line(undone)}`);
  for (const { write, read } of [first, second, undone]) {
    expect(write).toBeLessThanOrEqual(17);
    expect(read).toBeLessThanOrEqual(5);
  }
});
