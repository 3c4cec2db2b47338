import { beforeEach, describe, expect, it } from '@jest/globals';
import { readDaysOfSpend } from '../../../shared/spend/index.ts';
import { importSpend, listSpend, tellSpend } from '../../../shared/spend/keeping.ts';
import { memoryTable } from '../../support/memory-table.ts';

const line = { source: 'facebook', campaign: 'tet-2027', currency: 'VND' };
const now = new Date('2026-11-29T02:00:00.000Z');
const none = () => [];

let table = memoryTable();
const parts = () => ({ table, clock: () => now });
beforeEach(() => {
  table = memoryTable();
});

const tell = (told: Partial<Parameters<typeof tellSpend>[0]> = {}) =>
  tellSpend(
    { ...line, from: '2026-11-01', to: '2026-11-30', amount: 100, overlap: 'refuse', versions: {}, by: 'lan', ...told },
    none,
    parts(),
  );
const bring = (text: string, asked: Partial<Parameters<typeof importSpend>[0]> = {}) =>
  importSpend(
    {
      fileName: 'chi-phi.csv',
      bytes: Buffer.from(text),
      defaults: { source: 'facebook', campaign: '', currency: 'VND' },
      overlap: 'refuse',
      isCheck: false,
      by: 'lan',
      ...asked,
    },
    none,
    parts(),
  );
const days = () => readDaysOfSpend(table, '2026-01-01', '2027-06-01');

describe('what somebody tells of a span', () => {
  it('is spread over its days, what is left over on the first ones', async () => {
    const [month] = await tell();

    expect(month?.days).toMatchObject({ '01': 4, 10: 4, 11: 3, 30: 3 });
    expect(Object.values(month?.days ?? {}).reduce((sum, amount) => sum + amount)).toBe(100);
  });

  it('lies in each month that it touches', async () => {
    const months = await tell({ from: '2026-11-29', to: '2026-12-02', amount: 40 });

    expect(months.map(({ month, days: told }) => [month, told])).toEqual([
      ['2026-11', { 29: 10, 30: 10 }],
      ['2026-12', { '01': 10, '02': 10 }],
    ]);
  });

  it('changes nothing when it is told again, in any spelling', async () => {
    await tell();

    const [again] = await tell({ source: 'Facebook ', campaign: 'TẾT-2027' });

    expect(again).toMatchObject({ version: 1, source: 'facebook', campaign: 'tet-2027' });
    expect(table.all()).toHaveLength(1);
  });

  it('is refused where days have another amount, and nothing of it is written', async () => {
    await tell({ from: '2026-11-10', to: '2026-11-10', amount: 7 });

    await expect(tell({ to: '2026-12-31', amount: 610 })).rejects.toThrow('1 days have another amount already (2026-11-10)');

    expect(await days()).toEqual([{ ...line, day: '2026-11-10', amount: 7 }]);
  });

  it('takes the place of other amounts where that is said, and what stood before is listed', async () => {
    await tell();

    const [month] = await tell({ from: '2026-11-01', to: '2026-11-02', amount: 50, overlap: 'replace' });

    expect(month).toMatchObject({ version: 2, days: { '01': 25, '02': 25, '03': 4 } });
    expect(month?.told.map(({ from, to, amount, before }) => ({ from, to, amount, before }))).toEqual([
      { from: '2026-11-01', to: '2026-11-02', amount: 50, before: 8 },
      { from: '2026-11-01', to: '2026-11-30', amount: 100, before: 0 },
    ]);
  });

  it('is taken back by null: nobody told of these days then, which is another thing than nothing spent', async () => {
    await tell({ to: '2026-11-02', amount: 10 });
    await tell({ from: '2026-11-03', to: '2026-11-03', amount: 0 });

    await tell({ to: '2026-11-01', amount: null, overlap: 'replace' });

    expect((await days()).map(({ day, amount }) => [day, amount])).toEqual([
      ['2026-11-02', 5],
      ['2026-11-03', 0],
    ]);
  });

  it('is refused on another version of a month than the one that stands', async () => {
    await tell();
    const change = { amount: 200, overlap: 'replace' } as const;

    await expect(tell({ ...change, versions: { '2026-11': 3 } })).rejects.toThrow('has version 1 now');
    await expect(tell({ ...change, versions: { '2026-11': 1 } })).resolves.toMatchObject([{ version: 2 }]);
  });

  it('is of its own currency', async () => {
    await tell();

    await tell({ currency: 'USD', amount: 5_000 });

    expect(new Set((await days()).map(({ currency }) => currency))).toEqual(new Set(['VND', 'USD']));
  });

  it('is refused for days that cannot be', async () => {
    await expect(tell({ from: '2026-11-02', to: '2026-11-01' })).rejects.toThrow('cannot be told of');
    await expect(tell({ from: '2025-11-01', to: '2026-11-02' })).rejects.toThrow('cannot be told of');
    await expect(tell({ from: '2028-01-01', to: '2028-01-02' })).rejects.toThrow('cannot be told of');
  });

  it('loses nothing when two tell of one month at once', async () => {
    await Promise.all([tell({ to: '2026-11-01', amount: 1 }), tell({ from: '2026-11-02', to: '2026-11-02', amount: 2 })]);

    expect((await days()).map(({ amount }) => amount)).toEqual([1, 2]);
  });

  it('keeps the twelve that were told last', async () => {
    for (let amount = 1; amount <= 14; amount += 1) await tell({ amount: amount * 30, overlap: 'replace' });

    const [month] = await listSpend(table, { from: '2026-11-01', to: '2026-12-01' });
    expect(month?.told).toHaveLength(12);
    expect(month?.told[0]).toMatchObject({ amount: 420, before: 390 });
  });
});

describe('a file', () => {
  it.each([
    ['Ngày,Chiến dịch,Chi phí\n22/11/2026,Tết,1.500.000 đ', [['2026-11-22', 'Tết', 'VND', 1_500_000]]],
    ['Day,Campaign name,Amount spent (USD)\n2026-11-22,Tet,"1,234.50"', [['2026-11-22', 'Tet', 'USD', 123_450]]],
    [
      'Reporting starts,Reporting ends,Campaign name,Amount spent (VND)\n2026-11-01,2026-11-02,Tet,101',
      [
        ['2026-11-01', 'Tet', 'VND', 51],
        ['2026-11-02', 'Tet', 'VND', 50],
      ],
    ],
    [
      'Báo cáo chiến dịch\n1 thg 11 2026 - 30 thg 11 2026\nNgày;Chiến dịch;Mã đơn vị tiền tệ;Chi phí\n2026-11-22;Tet;VND;1234567.89\nTổng cộng: Tài khoản;;VND;1234567.89',
      [['2026-11-22', 'Tet', 'VND', 1_234_568]],
    ],
    ['Ngày,Chi phí\n22/11/26,--', [['2026-11-22', '', 'VND', 0]]],
    ['Ngày,Chiến dịch,Chi phí\n22/11/2026,-,5000', [['2026-11-22', '', 'VND', 5_000]]],
  ])('is read as advertisement managers and people write it: %s', async (text, told) => {
    await bring(text);

    expect((await days()).map(({ day, campaign, currency, amount }) => [day, campaign, currency, amount])).toEqual(told);
  });

  it.each([
    ['Ngày,Chi phí\nhôm qua,5000', 2, 'the day is none'],
    ['Ngày,Chi phí\n22/11/2026,năm nghìn', 2, 'the amount is no number'],
    ['Ngày,Chi phí\n22/11/2026,-5000', 2, 'the amount is no number'],
    ['Ngày,Chi phí,Tiền tệ\n22/11/2026,1.500,USD', 2, 'can be read in two ways'],
    ['Ngày,Chi phí\n22/11/2026,', 2, 'the amount is empty'],
    ['Ngày,Chiến dịch,Chi phí\n22/11/2026,Tết,5000\n22/11/2026,,5000', 3, 'the campaign is empty'],
    ['Ngày,Chiến dịch,Chi phí\n22/11/2026,Tết,5000\n22/11/2026,TET,6000', 3, 'row 2 tells of 2026-11-22'],
    ['Từ ngày,Đến ngày,Chi phí\n22/11/2026,21/11/2026,5000', 2, 'the days are wrong'],
  ])('tells which row cannot be taken, and takes none: %s', async (text, row, message) => {
    const checked = await bring(text, { isCheck: true });

    expect(checked.faults).toEqual([expect.objectContaining({ row, message: expect.stringContaining(message) })]);
    await expect(bring(text)).rejects.toThrow('nothing was taken');
    expect(table.all()).toEqual([]);
  });

  it('without a header that names days and amounts is refused', async () => {
    await expect(bring('Tên,SĐT\nAn,0912345678')).rejects.toThrow('No header was found');
  });

  const two = 'Ngày,Chiến dịch,Chi phí\n21/11/2026,Tết,5000\n22/11/2026,Tết,6000\n';

  it('changes nothing when it is brought again', async () => {
    const first = await bring(two);
    const before = table.all();

    const again = await bring(two);

    expect(first).toMatchObject({ rows: 2, added: 2, unchanged: 0, totals: [{ currency: 'VND', amount: 11_000 }] });
    expect(again).toMatchObject({ added: 0, replaced: 0, unchanged: 2 });
    expect(table.all()).toEqual(before);
  });

  it('is refused or replaces, as is said, where days have another amount; a check tells which', async () => {
    await bring(two);
    const other = two.replace('6000', '7000');

    expect(await bring(other, { isCheck: true })).toMatchObject({
      isApplied: false,
      replaced: 1,
      unchanged: 1,
      overlaps: [{ day: '2026-11-22', amount: 7_000, before: 6_000 }],
    });
    await expect(bring(other)).rejects.toThrow('send "overlap": "replace"');
    await bring(other, { overlap: 'replace' });

    expect((await days()).map(({ amount }) => amount)).toEqual([5_000, 7_000]);
  });

  it('of more than a transaction takes is brought whole, also after a fault between two', async () => {
    const rows = Array.from({ length: 200 }, (_, number) => `22/11/2026,c${number},${number}`);
    const text = ['Ngày,Chiến dịch,Chi phí', ...rows].join('\n');
    let writes = 0;
    const failing = {
      get: table.get.bind(table),
      query: table.query.bind(table),
      async transact(...args: Parameters<typeof table.transact>) {
        writes += 1;
        if (writes === 2) throw new Error('the table is away');
        return table.transact(...args);
      },
    };
    const asked = { fileName: 'a.csv', bytes: Buffer.from(text), defaults: { source: 'facebook', campaign: '', currency: 'VND' } };
    const whole = { ...asked, overlap: 'refuse', isCheck: false, by: 'lan' } as const;
    await expect(importSpend(whole, none, { table: failing, clock: () => now })).rejects.toThrow('away');

    const again = await bring(text);

    expect(again).toMatchObject({ added: 120, unchanged: 80 });
    expect(await days()).toHaveLength(200);
  });
});
