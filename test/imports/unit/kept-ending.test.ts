import { describe, expect, it } from '@jest/globals';
import { daysMs, minutesMs } from '../../../shared/platform/clock.ts';
import { UnavailableError } from '../../../shared/platform/errors.ts';
import { ImportId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Objects } from '../../../shared/platform/objects.ts';
import { dying } from '../../support/dying-table.ts';
import { importingOf } from '../../support/imports.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const rows = Buffer.from('Họ tên,SĐT\nAn,0912345678\nBình,0987654321\n');

/** As long as a message is hidden whose reader was killed. */
const hiddenMs = 6 * minutesMs;

type World = ReturnType<typeof createWorld>;
type Imports = ReturnType<typeof importingOf>;

/** Kills whoever works on a step, as often as its message comes back: each after the attempt was counted, and before the step has an end. */
async function killed(times: number, world: World, imports: Imports): Promise<void> {
  const [message] = imports.takeWaiting();
  for (let time = 1; time <= times; time += 1) {
    const objects: Objects = dying(1).objects(world.parts.objects);
    const table = { ...world.table };
    // A process that is killed writes no more.
    table.update = (input) =>
      input.UpdateExpression?.includes('- :one') ? Promise.reject(new Error('killed')) : world.table.update(input);
    await expect(imports.runOne(message?.body, { objects, table })).rejects.toThrow();
    world.pass(hiddenMs);
  }
  await imports.runOne(message?.body).catch(() => undefined);
}

async function opened() {
  const world = createWorld();
  const imports = importingOf(world);
  const { body } = await imports.ask('POST /v1/imports', {
    body: { fileName: 'khach.csv', source: 'hoi-cho', kind: 'leads', bytes: rows.length },
  });
  world.parts.objects.files.set(`imports/${body.importId}/upload`, rows);
  await imports.ask('POST /v1/imports/{importId}/read', { importId: body.importId });
  return { world, imports, importId: body.importId };
}

async function foreseen() {
  const world = createWorld();
  const imports = importingOf(world);
  const importId = await imports.bring(rows, { fileName: 'khach.csv' });
  await imports.map(importId);
  return { world, imports, importId };
}

describe('a step of a list that ends those who do it', () => {
  it('is set aside after three attempts, says at which step, and is read when it is asked for again', async () => {
    const { world, imports, importId } = await opened();

    await killed(3, world, imports);
    const stopped = await imports.show(importId);
    const again = await imports.ask('POST /v1/imports/{importId}/read', { importId });
    await imports.runWork();

    expect(stopped).toMatchObject({ state: 'stopped', stoppedStep: 'reading', problem: 'keptEnding' });
    expect(imports.takeWaiting()).toEqual([]);
    expect(again.status).toBe(202);
    expect(await imports.show(importId)).toMatchObject({ state: 'mapping', stoppedStep: null, problem: null });
  });

  it('is done where the third attempt comes to its end', async () => {
    const { world, imports, importId } = await opened();

    await killed(2, world, imports);

    expect((await imports.show(importId)).state).toBe('mapping');
  });

  it('is not set aside while the third attempt may be under way', async () => {
    const { world, imports, importId } = await opened();
    const [message] = imports.takeWaiting();
    await world.table.update({
      Key: keys.import(ImportId.parse(importId)),
      UpdateExpression: 'SET attempts = :three, attemptedAt = :at',
      ExpressionAttributeValues: { ':three': 3, ':at': world.parts.clock().toISOString() },
    });

    await expect(imports.runOne(message?.body)).rejects.toThrow(/under way/);

    expect((await imports.show(importId)).state).toBe('reading');
  });

  it('goes on where it was when rows were being taken in, also after the days in which a list is started', async () => {
    const { world, imports, importId } = await foreseen();
    await imports.ask('POST /v1/imports/{importId}/start', { importId });

    await killed(3, world, imports);
    const stopped = await imports.show(importId);
    world.pass(9 * daysMs);
    await imports.ask('POST /v1/imports/{importId}/start', { importId });
    await imports.runWork();

    expect(stopped).toMatchObject({ state: 'stopped', stoppedStep: 'running' });
    expect(await imports.show(importId)).toMatchObject({ state: 'done', result: { create: 2 }, differing: 0 });
    expect(world.leads()).toHaveLength(2);
  });

  it.each(['mapping', 'start', 'undo'] as const)('refuses `%s` of a list that stopped at reading', async (step) => {
    const { world, imports, importId } = await opened();
    await killed(3, world, imports);

    const body = step === 'mapping' ? { body: { columns: {}, owner: 'rule', movesKnown: false, welcomes: false } } : {};
    const answer = await imports.ask(`POST /v1/imports/{importId}/${step}`, { importId, ...body });

    expect([409, 422]).toContain(answer.status);
  });

  it('is tried as long as it takes where a service is gone', async () => {
    const { world, imports, importId } = await opened();
    const [message] = imports.takeWaiting();
    const gone: Objects = { ...world.parts.objects, get: () => Promise.reject(new UnavailableError('no files for now')) };

    for (let time = 1; time <= 8; time += 1) {
      await expect(imports.runOne(message?.body, { objects: gone })).rejects.toThrow(/no files/);
      world.pass(hiddenMs);
    }
    await imports.runOne(message?.body);

    expect((await imports.show(importId)).state).toBe('mapping');
  });

  it('counts an error that the file itself makes', async () => {
    const { world, imports, importId } = await opened();
    const [message] = imports.takeWaiting();
    const tooLong: Objects = { ...world.parts.objects, get: () => Promise.reject(new RangeError('Invalid string length')) };

    for (let time = 1; time <= 3; time += 1) {
      await expect(imports.runOne(message?.body, { objects: tooLong })).rejects.toThrow(/string length/);
      world.pass(hiddenMs);
    }
    await imports.runOne(message?.body);

    expect((await imports.show(importId)).state).toBe('stopped');
  });
});
