import { describe, expect, it } from '@jest/globals';
import { dying } from '../../support/dying-table.ts';
import { importingOf } from '../../support/imports.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { size } from '../../support/proof.ts';

const list = Buffer.from(
  'Họ tên,SĐT,Email,Công ty,NV phụ trách\nAn,0912345678,an@example.vn,Sông Thu,Trần Thị Lan\nAn,0912345678,,Sông Thu,\nBình,024 3825 7863,,,\nChi,,chi@example.vn,,\n,,,,Ai\n',
);

/** A list that was foreseen, in a world in which one of its people is known. */
async function foreseen() {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Chi', email: 'chi@example.vn', phone: '0987654321' }));
  const imports = importingOf(world);
  const importId = await imports.bring(list, { fileName: 'khach.csv' });
  await imports.map(importId, {}, 'file');
  return { world, imports, importId };
}

const shapeOf = (world: ReturnType<typeof createWorld>) => ({
  leads: world.leads().map(({ fullName, email, phone, company, owner }) => [fullName, email, phone?.e164, company, owner?.repId]),
  posts: world.itemsOf('SUBMISSION#').length,
  entries: world
    .timeline()
    .map(({ type }) => type)
    .sort(),
});

describe('a list whose work is killed at any of its calls', () => {
  it('is taken in once, and told as it came', async () => {
    const whole = await foreseen();
    const calm = dying(null);
    await whole.imports.ask('POST /v1/imports/{importId}/start', { importId: whole.importId });
    await whole.imports.runWork({ table: calm.table(whole.world.table) });
    const wanted = shapeOf(whole.world);
    const step = size(3, 1);

    for (let point = 1; point <= calm.calls() * 2; point += step) {
      const { world, imports, importId } = await foreseen();
      await imports.ask('POST /v1/imports/{importId}/start', { importId });
      const [message] = imports.takeWaiting();
      await imports.runOne(message?.body, { table: dying(point).table(world.table) }).catch(() => undefined);
      await imports.runOne(message?.body);
      await imports.runWork();

      expect(shapeOf(world)).toEqual(wanted);
      expect(await imports.show(importId)).toMatchObject({
        state: 'done',
        result: { create: 2, update: 0, skip: 2, quarantine: 1 },
        differing: 0,
      });
    }
  });

  it('is taken back once, and leaves nothing', async () => {
    const before = shapeOf((await foreseen()).world);
    const ready = async () => {
      const made = await foreseen();
      await made.imports.start(made.importId);
      await made.imports.ask('POST /v1/imports/{importId}/undo', { importId: made.importId });
      return made;
    };
    const whole = await ready();
    const calm = dying(null);
    await whole.imports.runWork({ table: calm.table(whole.world.table) });

    for (let point = 1; point <= calm.calls() * 2; point += size(3, 1)) {
      const { world, imports, importId } = await ready();
      const [message] = imports.takeWaiting();
      await imports.runOne(message?.body, { table: dying(point).table(world.table) }).catch(() => undefined);
      await imports.runOne(message?.body);
      await imports.runWork();

      expect(await imports.show(importId)).toMatchObject({ state: 'undone', undone: { kept: {} } });
      expect(shapeOf(world).leads).toEqual(before.leads);
      expect(world.itemsOf('EMAIL#').length + world.itemsOf('PHONE#').length).toBe(2);
    }
  });
});
