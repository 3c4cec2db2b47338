import { describe, expect, it } from '@jest/globals';
import { imported, importingOf } from '../../support/imports.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { type Written, writeXlsx } from '../../support/sheets/write-xlsx.ts';

const csv = (text: string) => Buffer.from(text);
const sheet = (...rows: (readonly Written[])[]) => writeXlsx([{ name: 'S', rows }]);

describe('taking a list back', () => {
  it('removes new people and puts back what known ones were', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ fullName: 'An', email: 'an@example.vn', company: 'Cũ' }));
    await world.assignAll();
    const before = world.leads();
    const imports = importingOf(world);
    const list = csv(
      'Tên,Email,SĐT,Công ty,Nhãn\nAn,an@example.vn,0912345678,Mới,VIP\nBình,,0987654321,,\nBình,binh@example.vn,0987654321,,\n',
    );
    const importId = await imports.bring(list, { fileName: 'a.csv' });
    await imports.map(importId);
    await imports.start(importId);
    await world.assignAll();

    const undone = await imports.undo(importId);
    expect(undone).toMatchObject({ state: 'undone', undone: { back: 3, kept: {} } });
    expect(world.leads().map(({ fullName, company, phone, tags, owner }) => ({ fullName, company, phone, tags, owner }))).toEqual(
      before.map(({ fullName, company, phone, tags, owner }) => ({ fullName, company, phone, tags, owner })),
    );
    expect(world.itemsOf('PHONE#')).toEqual([]);
    const again = await imports.bring(list, { fileName: 'a.csv' });
    expect((await imports.map(again)).body.preview).toMatchObject({ create: 1, update: 2 });
  });

  it('leaves people alone who did something since, and says which', async () => {
    const world = createWorld();
    const imports = importingOf(world);
    const importId = await imports.bring(csv('Tên,Email\nAn,an@example.vn\nBình,binh@example.vn\n'), { fileName: 'a.csv' });
    await imports.map(importId);
    await imports.start(importId);
    world.pass(60_000);
    await world.takeIn(world.post({ fullName: 'An', email: 'an@example.vn', company: 'Mới' }, { receivedAt: '2026-11-22T03:05:00.000Z' }));

    const undone = await imports.undo(importId);

    expect(undone).toMatchObject({ undone: { back: 1, kept: { touched: 1 } } });
    expect((await imports.rows(importId, 'undo')).map(({ row, action, reason }) => [row, action, reason])).toEqual([
      [2, 'kept', 'touched'],
      [3, 'back', null],
    ]);
    expect(world.leads().map(({ fullName }) => fullName)).toEqual(['An']);
  });

  it('is refused after seven days', async () => {
    const { world, imports, importId } = await imported(sheet(['Tên', 'SĐT'], ['An', '0912345678']), { fileName: 'a.xlsx' });
    world.pass(8 * 24 * 3600 * 1000);

    expect((await imports.ask('POST /v1/imports/{importId}/undo', { importId })).status).toBe(409);
  });
});
