import { describe, expect, it } from '@jest/globals';
import { SplitId } from '../../../shared/platform/ids.ts';
import { readSplit } from '../../../shared/splits/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { importingOf } from '../../support/imports.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const csv = (text: string) => Buffer.from(text);

describe('who gets people of a list', () => {
  const list = csv('Tên,Email,NV phụ trách\nAn,an@example.vn,Đỗ Thu Hà\nBình,binh@example.vn,Đỗ Thu Hà\n');
  const known = async () => {
    const world = createWorld();
    await world.takeIn(world.post({ fullName: 'An', email: 'an@example.vn', province: 'Hà Nội' }));
    await world.assignAll();
    world.pass(60_000);
    return { world, imports: importingOf(world), first: world.leads()[0]?.owner?.repId };
  };

  it('is nobody where that is asked for, until somebody gives them away or they write', async () => {
    const world = createWorld();
    const imports = importingOf(world);
    const importId = await imports.bring(csv('Tên,Email,Tỉnh\nAn,an@example.vn,TP.HCM\nBình,binh@example.vn,TP.HCM\n'), {
      fileName: 'a.csv',
    });
    const { body: foreseen } = await imports.map(importId, {}, 'none');
    const done = await imports.start(importId);
    await world.assignAll();

    expect([foreseen.preview, done.result]).toMatchObject([{ create: 2 }, { create: 2 }]);
    expect(world.leads().map(({ owner, routing }) => [owner, routing?.state])).toEqual([
      [null, 'floating'],
      [null, 'floating'],
    ]);
    world.pass(60_000);
    await world.takeIn(world.post({ fullName: 'An', email: 'an@example.vn', message: 'gọi tôi' }));
    await world.assignAll();
    const owned = world.leads().map(({ email, owner }) => [email, owner !== null]);
    expect(new Map(owned as [string, boolean][])).toEqual(
      new Map([
        ['an@example.vn', true],
        ['binh@example.vn', false],
      ]),
    );
    expect(await imports.undo(importId)).toMatchObject({ undone: { back: 1, kept: { touched: 1 } } });
  });

  it('moves nobody who is known, unless that is asked for', async () => {
    const { world, imports, first } = await known();
    const importId = await imports.bring(list, { fileName: 'a.csv' });
    await imports.map(importId, {}, 'file');
    await imports.start(importId);

    expect(world.leads().find(({ email }) => email === 'an@example.vn')?.owner?.repId).toBe(first);
  });

  it('is whom the file names, of known people too where that is asked for: foreseen, told once, counted, and taken back', async () => {
    const { world, imports, first } = await known();
    const importId = await imports.bring(list, { fileName: 'a.csv' });
    const { body: foreseen } = await imports.map(importId, {}, 'file', true);
    const done = await imports.start(importId);

    expect(first).not.toBe('rep-ha');
    expect([foreseen.preview, done.result, done.differing]).toMatchObject([
      { create: 1, update: 1, reasons: [{ reason: 'ownerMoved', count: 1 }] },
      { create: 1, update: 1, reasons: [{ reason: 'ownerMoved', count: 1 }] },
      0,
    ]);
    expect(world.leads().map(({ owner }) => owner?.repId)).toEqual(['rep-ha', 'rep-ha']);
    expect(
      world.timeline().findLast(({ type, correlationId }) => type === 'lead.assigned' && correlationId === `import/${importId}`),
    ).toMatchObject({
      data: { how: 'import', repId: 'rep-ha', fromRepId: first, credit: 'moved' },
    });
    const timers = world.itemsOf('DUE#').flatMap((item) => Timer.safeParse(item).data ?? []);
    expect(timers.filter(({ queue }) => queue === 'notice').map(({ message }) => [message.kind, message.repId])).toEqual([
      ['givenNotice', 'rep-ha'],
      ['takenNotice', first],
    ]);
    const split = await readSplit(world.table, `LIST#${importId}`, SplitId.parse(importId));
    expect(split?.shares).toMatchObject([{ repId: 'rep-ha', moved: 2 }]);
    expect(timers.filter(({ message }) => JSON.stringify(message).includes('"book"')).length).toBeGreaterThan(0);

    expect(await imports.undo(importId)).toMatchObject({ undone: { back: 2, kept: {} } });
    expect(world.leads().map(({ owner }) => owner?.repId)).toEqual([first]);
  });

  it('goes back to whoever had a lead first, whichever of its rows moved it and which said something new', async () => {
    const { world, imports, first } = await known();
    const [one, other] = ['rep-ha', 'rep-lan', 'rep-bao'].filter((repId) => repId !== first);
    const rows = `Tên,Email,Công ty,NV phụ trách\nAn,an@example.vn,Sông Thu,${one}\nAn,an@example.vn,,${other}\n`;
    const importId = await imports.bring(csv(rows), { fileName: 'a.csv' });
    await imports.map(importId, {}, 'file', true);
    await imports.start(importId);
    const moved = world.leads()[0]?.owner?.repId;
    const undone = await imports.undo(importId);

    expect([moved, world.leads()[0]?.owner?.repId]).toEqual([other, first]);
    expect(undone).toMatchObject({ undone: { back: 2, kept: {} } });
  });

  it('is said of orders too, but for known people', async () => {
    const orders = csv('Mã đơn,Tên,Email,Ngày đặt,Tổng tiền,NV phụ trách\nDH1,An,an@example.vn,01/03/2026,100k,Đỗ Thu Hà\n');
    for (const owner of ['file', 'none'] as const) {
      const world = createWorld();
      const imports = importingOf(world);
      const importId = await imports.bring(orders, { fileName: 'a.csv', kind: 'orders' });
      const refused = await imports.map(importId, {}, 'file', true);
      await imports.map(importId, {}, owner);
      const done = await imports.start(importId);
      await world.assignAll();

      expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'movesKnown' }] } });
      expect(done).toMatchObject({ differing: 0, result: { create: 1 } });
      const [{ owner: given, routing } = {}] = world.leads();
      expect([given?.repId, routing?.state]).toEqual(owner === 'file' ? ['rep-ha', 'owned'] : [undefined, 'floating']);
      expect(await imports.undo(importId)).toMatchObject({ undone: { back: 1 } });
      expect(world.leads()).toEqual([]);
    }
  });

  it('is not for those to say who may not give leads away', async () => {
    const { world, imports, first } = await known();
    const importId = await imports.bring(list, { fileName: 'a.csv', email: 'marketer@example.com' });

    const refused = await imports.map(importId, {}, 'file', true, 'marketer@example.com');

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'movesKnown' }] } });
    expect(world.leads()[0]?.owner?.repId).toBe(first);
  });

  it('stays as it was of people of whom whoever brought the list is not in charge, and says so', async () => {
    const { world, imports, first } = await known();
    const email = 'manager.south@example.com';
    const importId = await imports.bring(list, { fileName: 'a.csv', email });
    await imports.map(importId, {}, 'file', true, email);
    const done = await imports.start(importId);

    expect(done.result?.warnings.map(({ reason, count }) => [reason, count])).toEqual([['ownerRefused', 1]]);
    expect(world.leads().find(({ email: one }) => one === 'an@example.vn')?.owner?.repId).toBe(first);
  });
});
