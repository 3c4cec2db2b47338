import { describe, expect, it } from '@jest/globals';
import { PoolMessage } from '../../../events/index.ts';
import { PoolId } from '../../../shared/platform/ids.ts';
import { assignLeads, leadsPerTransaction } from '../../../shared/routing/index.ts';
import { importingOf } from '../../support/imports.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const listOf = (rows: number, first = 0) =>
  Buffer.from(
    `Tên,SĐT,Tỉnh\n${Array.from({ length: rows }, (_, index) => `Khách ${index},09123${String(10_000 + first + index)},TP.HCM`).join('\n')}\n`,
  );

async function foreseen(rows: number, world = createWorld()) {
  const imports = importingOf(world);
  const importId = await imports.bring(listOf(rows), { fileName: 'khach.csv' });
  await imports.map(importId);
  await imports.ask('POST /v1/imports/{importId}/start', { importId });
  /** Does the next message of the work, as it lies in the queue. */
  const step = async () => {
    const [message, ...more] = imports.takeWaiting();
    expect(more).toEqual([]);
    await imports.runOne(message?.body);
    return imports.show(importId);
  };
  return { world, imports, importId, step };
}

/** One delivery of the queue of the pools: up to eight messages of the group of the first. */
async function deliver(world: World): Promise<void> {
  const [first] = world.sent.assign;
  const batch = world.sent.assign.filter(({ groupId }) => groupId === first?.groupId).slice(0, 8);
  for (const message of batch) world.sent.assign.splice(world.sent.assign.indexOf(message), 1);
  await assignLeads(
    PoolId.parse(first?.groupId),
    batch.map(({ body }) => PoolMessage.parse(body)),
    world.parts,
  );
}

const ownedOf = (world: World) => world.leads().filter(({ routing }) => routing?.state !== 'waiting');

describe('people who post a form while a list is taken in', () => {
  it('are given to a rep before all but a few of the list that the pool was asked for first', async () => {
    const { world, step } = await foreseen(200);
    for (let part = 0; part < 3; part += 1) {
      await step();
      if (part < 2) while (world.sent.assign.length > 0) await deliver(world);
    }
    const before = ownedOf(world).length;
    expect(world.sent.assign.length).toBeGreaterThan(0);
    await world.takeIn(world.post({ fullName: 'Chi Vội', phone: '0987654321', province: 'TP.HCM' }));

    const ofForm = () => ownedOf(world).find(({ fullName }) => fullName === 'Chi Vội');
    while (!ofForm()) await deliver(world);

    expect(ownedOf(world).length - before - 1).toBeLessThanOrEqual(2 * leadsPerTransaction);
  });

  it('stand behind two messages of the list at most in the queue of their pool, however long the list is', async () => {
    const { world, step } = await foreseen(250);

    const lengths: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      await step();
      lengths.push(world.sent.assign.length);
      if (world.sent.assign.length > 0) await deliver(world);
    }

    expect(Math.max(...lengths)).toBe(2);
  });

  it('hold the list up for no longer than a minute where the pool gives nothing away', async () => {
    const { world, step } = await foreseen(250);
    const passed: number[] = [];
    for (let round = 0; round < 3; round += 1) passed.push((await step()).progress.passed);

    world.pass(61_000);
    passed.push((await step()).progress.passed);

    expect(passed).toEqual([10, 20, 20, 30]);
  });

  it('and the list comes to what it would have come to without them', async () => {
    const { world, imports, importId, step } = await foreseen(100);
    while ((await step()).state !== 'done') while (world.sent.assign.length > 0) await deliver(world);
    while (world.sent.assign.length > 0) await deliver(world);

    expect(await imports.show(importId)).toMatchObject({ result: { create: 100 } });
    expect(ownedOf(world)).toHaveLength(100);
    expect(new Set(world.itemsOf(' DECISION#').map(({ pk }) => pk)).size).toBe(100);
  });

  it('and one of the list that can never be given loses none of the others', async () => {
    const { world, step } = await foreseen(16);
    await step();
    const [many] = world.sent.assign;
    const message = PoolMessage.parse(many?.body);
    const second = message.kind === 'assignMany' ? message.asked[1]?.leadId : undefined;
    const stored = world.table.items.get(`LEAD#${second} LEAD`);
    world.table.seed({ ...stored, pk: `LEAD#${second}`, sk: 'LEAD', routing: 7 });

    const refused: unknown[] = [];
    for (let round = 0; round < 40 && world.sent.assign.length > 0; round += 1) {
      const [next] = world.sent.assign.splice(0, 1);
      const asked = PoolMessage.parse(next?.body);
      await assignLeads(PoolId.parse(asked.poolId), [asked], world.parts).catch((error: unknown) => refused.push(error));
    }

    expect(refused).toHaveLength(1);
    expect(new Set(world.itemsOf(' DECISION#').map(({ pk }) => pk)).size).toBe(9);
  });
});
