import { describe, expect, it } from '@jest/globals';
import { minutesMs } from '../../../shared/platform/clock.ts';
import type { Objects } from '../../../shared/platform/objects.ts';
import { dying } from '../../support/dying-table.ts';
import { exportingOf } from '../../support/exports.ts';
import { createWorld } from '../../support/lead-world/world.ts';

/** An export whose first part is to be read. */
async function toBeRead() {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Trần Lan', email: 'lan@example.vn' }));
  world.project();
  world.pass(minutesMs);
  const exports = exportingOf(world);
  const { body } = await exports.ask('POST /v1/exports', { body: { format: 'csv' } });
  const [counting] = exports.takeWaiting();
  await exports.runOne(counting?.body);
  const [reading] = exports.takeWaiting();
  const kill = async (): Promise<void> => {
    const objects: Objects = dying(2).objects(world.parts.objects);
    const table = { ...world.table };
    // A process that is killed writes no more.
    table.update = (input) =>
      input.UpdateExpression?.includes('- :one') ? Promise.reject(new Error('killed')) : world.table.update(input);
    await expect(exports.runOne(reading?.body, { objects, table })).rejects.toThrow();
    world.pass(6 * minutesMs);
  };
  return { world, exports, exportId: body.exportId, kill, read: () => exports.runOne(reading?.body) };
}

describe('a part of an export that ends those who read it', () => {
  it('is not read a fourth time: whoever asked is told what to do, and no file is left', async () => {
    const { world, exports, exportId, kill, read } = await toBeRead();
    for (let time = 1; time <= 3; time += 1) await kill();

    await read();

    const view = await exports.show(exportId);
    expect(view).toMatchObject({ state: 'failed', problem: { code: 'keptEnding' } });
    expect(view.problem?.text.vi).toMatch(/chọn ít lead/);
    expect(exports.takeWaiting()).toEqual([]);
    expect((await exports.take({ format: 'xlsx' })).state).toBe('done');
    expect(world.itemsOf('EXPORTS').some((item) => 'attempts' in item && item.phase === 'done')).toBe(false);
  });

  it('is read where the third attempt comes to its end', async () => {
    const { exports, exportId, kill, read } = await toBeRead();
    for (let time = 1; time <= 2; time += 1) await kill();

    await read();
    await exports.runWork();

    expect(await exports.show(exportId)).toMatchObject({ state: 'done', progress: { leads: 1 } });
  });
});
