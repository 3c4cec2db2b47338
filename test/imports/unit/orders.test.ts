import { describe, expect, it } from '@jest/globals';
import { importingOf } from '../../support/imports.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const csv = (text: string) => Buffer.from(text);

describe('a list of orders', () => {
  const list = csv(
    'Mã đơn,Khách hàng,SĐT,Ngày đặt,Tổng tiền,Đã thanh toán,Sản phẩm\nDH1,An,0912345678,01/03/2026,1.500.000 đ,1.500.000 đ,Gói Vàng\nDH1,An,0912345678,01/03/2026,1.500.000 đ,1.500.000 đ,Gói Vàng\nDH2,An,0912345678,05/03/2026,"2,5 triệu",,\nDH2,An,0912345678,05/03/2026,1 triệu,,\nDH3,Bình,,06/03/2026,100k,,\n,Chi,0912345679,06/03/2026,100k,,\n',
  );
  const bring = async (world = createWorld()) => {
    const imports = importingOf(world);
    const importId = await imports.bring(list, { fileName: 'don.csv', kind: 'orders', source: 'shop' });
    const { body: foreseen } = await imports.map(importId);
    const done = await imports.start(importId);
    return { world, imports, importId, foreseen, done };
  };

  it('makes buyers known and records what they bought, as it was foreseen', async () => {
    const { world, imports, importId, foreseen, done } = await bring();

    const counts = { create: 1, update: 1, skip: 1, quarantine: 3 };
    expect([foreseen.preview, done.result, done.differing]).toMatchObject([counts, counts, 0]);
    expect((await imports.rows(importId, 'result')).map(({ row, action, reason }) => [row, action, reason])).toEqual([
      [2, 'create', null],
      [3, 'skip', 'known'],
      [4, 'update', null],
      [5, 'quarantine', 'orderTwice'],
      [6, 'quarantine', 'noContact'],
      [7, 'quarantine', 'orderWithoutId'],
    ]);
    const [lead, ...others] = world.leads();
    expect(others).toEqual([]);
    expect(lead?.evidence.purchases).toMatchObject({ paid: 1 });
  });

  it('says of buyers what the list says: their firm, tags, answers, and advertising with when and how it was agreed to', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ fullName: 'Bình', phone: '0987654321' }));
    world.pass(60_000);
    const said = csv(
      'Mã đơn,Khách hàng,SĐT,Công ty,Nhãn,Đồng ý nhận quảng cáo,Ngày đồng ý,Hình thức đồng ý,Ngày đặt,Tổng tiền\n' +
        'DH1,An,0912345678,An Nhiên,"vip, sỉ",Có,02/03/2026,Điện thoại,01/03/2026,100000\n' +
        'DH2,Bình,0987654321,Sông Thu,vip,Có,,,01/03/2026,100000\n',
    );
    const imports = importingOf(world);
    const importId = await imports.bring(said, { fileName: 'don.csv', kind: 'orders', source: 'shop' });
    const { body: foreseen } = await imports.map(importId);
    const before = world.leads().map(({ company, tags }) => [company, tags]);

    const done = await imports.start(importId);
    const told = world
      .leads()
      .map(({ fullName, company, tags, consent: { newsletter } }) => [fullName, company, tags, newsletter?.textVersion]);
    const undone = await imports.undo(importId);

    expect([foreseen.preview, done.result]).toMatchObject([
      { create: 1, update: 1 },
      { create: 1, update: 1 },
    ]);
    expect(told.toSorted()).toEqual([
      ['An', 'An Nhiên', ['vip', 'sỉ'], 'said-phone'],
      ['Bình', 'Sông Thu', ['vip'], undefined],
    ]);
    expect(undone).toMatchObject({ state: 'undone', undone: { back: 2, kept: {} } });
    expect(world.leads().map(({ company, tags }) => [company, tags])).toEqual(before);
  });

  it('records nothing a second time', async () => {
    const { world } = await bring();
    const orders = world.itemsOf(' PURCHASE#');

    const { done } = await bring(world);

    expect(done.result).toMatchObject({ create: 0, update: 0, skip: 3, quarantine: 3 });
    expect(world.itemsOf(' PURCHASE#')).toEqual(orders);
  });
});

describe('taking a list of orders back', () => {
  const header = 'Mã đơn,Khách hàng,SĐT,Email,Ngày đặt,Tổng tiền,Đã thanh toán\n';
  const list = csv(
    `${header}DH1,An,0912345678,,01/03/2026,1500000,1500000\nDH2,An,0912345678,,05/03/2026,2500000,\nDH3,Bình,0987654321,binh@example.vn,06/03/2026,100000,100000\n`,
  );
  const bring = async (world: ReturnType<typeof createWorld>, bytes = list) => {
    const imports = importingOf(world);
    const importId = await imports.bring(bytes, { fileName: 'don.csv', kind: 'orders', source: 'shop' });
    await imports.map(importId);
    const done = await imports.start(importId);
    await world.assignAll();
    return { imports, importId, done };
  };
  const shape = (world: ReturnType<typeof createWorld>) =>
    world
      .leads()
      .map(({ fullName, email, phone, stage, evidence, owner }) => [fullName, email, phone?.e164, stage, evidence.purchases, owner?.repId]);

  it('leaves no order, no buyer whom the list made known, and known ones as they were; the same list can then be brought again', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ fullName: 'Bình', phone: '0987654321', province: 'Hà Nội' }));
    await world.assignAll();
    const before = shape(world);
    world.pass(60_000);
    const { imports, importId, done } = await bring(world);
    const recorded = shape(world);

    const undone = await imports.undo(importId);

    expect(undone).toMatchObject({ state: 'undone', undone: { back: 3, kept: {} } });
    expect(shape(world)).toEqual(before);
    expect([world.itemsOf(' PURCHASE#'), world.itemsOf('ORDER#')]).toEqual([[], []]);
    const again = await bring(world);
    expect(again.done.result).toMatchObject({ create: done.result?.create, update: done.result?.update, skip: 0 });
    // Whose turn it is by then is another matter.
    const ofAll = (all: typeof recorded) => new Set(all.map((one) => JSON.stringify(one.slice(0, -1))));
    expect(ofAll(shape(world))).toEqual(ofAll(recorded));
  });

  it('takes back what it told of an order that was known, and no more', async () => {
    const world = createWorld();
    await bring(world, csv(`${header}DH1,An,0912345678,,01/03/2026,1500000,\n`));
    const [order] = world.itemsOf(' PURCHASE#');
    world.pass(60_000);
    const { imports, importId, done } = await bring(world);
    expect(done.result).toMatchObject({ create: 1, update: 2 });

    const undone = await imports.undo(importId);

    expect(undone).toMatchObject({ undone: { back: 3, kept: {} } });
    expect(world.itemsOf(' PURCHASE#')).toEqual([expect.objectContaining({ orderId: order?.orderId, facts: order?.facts })]);
  });

  it('leaves orders alone of which somebody told more since, and says which', async () => {
    const world = createWorld();
    const { imports, importId } = await bring(world);
    world.pass(60_000);
    const later = await bring(world, csv(`${header}DH2,An,0912345678,,05/03/2026,2500000,2500000\n`));
    expect(later.done.result).toMatchObject({ update: 1 });

    const undone = await imports.undo(importId);

    expect(undone).toMatchObject({ undone: { back: 1, kept: { touched: 2 } } });
    expect((await imports.rows(importId, 'undo')).map(({ row, action }) => [row, action])).toEqual([
      [2, 'kept'],
      [3, 'kept'],
      [4, 'back'],
    ]);
    expect(world.itemsOf(' PURCHASE#')).toHaveLength(2);
  });
});
