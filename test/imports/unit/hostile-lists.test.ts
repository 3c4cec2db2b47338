import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { resultKey } from '../../../shared/imports/files.ts';
import { amountOfCell, dayOfCell } from '../../../shared/imports/rules-cells.ts';
import { instantOf } from '../../../shared/imports/submission-of.ts';
import { ImportId } from '../../../shared/platform/ids.ts';
import { imported, importingOf } from '../../support/imports.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { seed } from '../../support/proof.ts';
import { writeXlsx } from '../../support/sheets/write-xlsx.ts';

const long = (count: number, letter = 'x') => letter.repeat(count);

describe('a row that no record can hold', () => {
  it.each([
    ['a name', 'Họ tên'],
    ['an address', 'Email'],
    ['a note', 'Ghi chú'],
    ['tags', 'Nhãn'],
    ['a source', 'Nguồn'],
    ['a rep', 'NV phụ trách'],
  ])('holds up nothing of its list: %s without an end', async (_what, header) => {
    const list = Buffer.from(`SĐT,Tỉnh,${header}\n0912345678,HCM,${long(900_000)}\n0987654321,HCM,Bình\n`);

    const { world, done, imports, importId } = await imported(list, { owner: 'file' });

    expect(done).toMatchObject({ state: 'done', progress: { rows: 2, passed: 2 }, differing: 0 });
    const rows = await imports.rows(importId, 'result');
    // A name of a rep is looked up, and a tag as long is none: neither becomes part of the record.
    expect(rows[0]).toMatchObject(
      ['NV phụ trách', 'Nhãn'].includes(header) ? { action: 'create' } : { action: 'quarantine', reason: 'rowTooLong' },
    );
    expect(rows[1]).toMatchObject({ action: 'create' });
    expect(Math.max(...world.itemsOf('SUBMISSION#').map((item) => JSON.stringify(item).length))).toBeLessThan(40_000);
  });

  it('is set aside where columns that are kept beside it make it so', async () => {
    const headers = Array.from({ length: 200 }, (_, column) => `Cột ${column}`);
    const imports = importingOf(createWorld());
    const importId = await imports.bring(
      Buffer.from(`SĐT,${headers.join(',')}\n0912345678,${headers.map(() => long(500, 'ô')).join(',')}\n0987654321,a\n`),
      { fileName: 'a.csv' },
    );
    const columns = Object.fromEntries((await imports.show(importId)).columns?.slice(1).map(({ key }) => [key, 'keep']) ?? []);
    await imports.map(importId, columns);

    const done = await imports.start(importId);

    expect(done.result).toMatchObject({ create: 1, quarantine: 1, reasons: [{ reason: 'rowTooLong', count: 1 }] });
  });
});

describe('a list whose columns are too many', () => {
  it('is refused with a word on it: what each is read as stands with the list', async () => {
    const sheets = Array.from({ length: 5 }, (_, sheet) => ({
      name: `Bảng ${sheet}`,
      rows: [
        ['Tên', 'SĐT', ...Array.from({ length: 250 }, (_, column) => `Cột ${sheet}/${column}`)],
        ['An', '0912345678'],
      ],
    }));
    const imports = importingOf(createWorld());

    const importId = await imports.bring(writeXlsx(sheets));

    expect(await imports.show(importId)).toMatchObject({ state: 'failed', problem: 'tooManyColumns' });
  });

  it('is read where they are called alike on all sheets', async () => {
    const header = ['Tên', 'SĐT', ...Array.from({ length: 250 }, (_, column) => `Cột ${column}`)];
    const sheets = Array.from({ length: 50 }, (_, sheet) => ({ name: `Bảng ${sheet}`, rows: [header, ['An', `09123456${10 + sheet}`]] }));
    const imports = importingOf(createWorld());

    const importId = await imports.bring(writeXlsx(sheets));

    expect(await imports.show(importId)).toMatchObject({ state: 'mapping', progress: { rows: 50 } });
  });

  it('is refused where cells of many rows share long texts', async () => {
    const note = long(30_000);
    const rows = Array.from({ length: 100 }, () => ['An', '0912345678', ...Array.from({ length: 25 }, () => note)]);
    const imports = importingOf(createWorld());

    const importId = await imports.bring(writeXlsx([{ name: 'S', rows: [['Tên', 'SĐT', 'Ghi chú'], ...rows] }]));

    expect(await imports.show(importId)).toMatchObject({ state: 'failed', problem: 'tooLarge' });
  });
});

describe('what is written into files', () => {
  it('has no control characters in people, and nothing that a spreadsheet would run in its result', async () => {
    const command = "=cmd|' /C calc'!A0";
    const { world, imports, importId } = await imported(
      Buffer.from(
        `Họ tên,SĐT,Email,${command},@SUM(1)\nA\x00n\x07,0912345678,a\x00n@b.vn,x,y\n${command},không số,${command},\t${command},＝1+1\n+84912345678x,,,-1+1,"\r${command}"\n`,
      ),
    );

    expect(world.leads().map(({ fullName }) => fullName)).toEqual(['An']);
    const file = world.parts.objects.files.get(resultKey(ImportId.parse(importId)));
    const cells: string[][] = parse(Buffer.from(file ?? []), { bom: true, delimiter: ';' });
    expect(cells.length).toBeGreaterThan(2);
    expect(cells.flat().filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
    expect((await imports.rows(importId, 'result')).map(({ action }) => action)).toEqual(['create', 'quarantine', 'quarantine']);
  });
});

describe('a day and an amount of a cell', () => {
  it.each([
    ['01/03/2026 9:30:05', '2026-03-01T09:30:05'],
    ['01/03/2026 09:30 PM', '2026-03-01T21:30:00'],
    ['01/03/2026 3:15 CH', '2026-03-01T15:15:00'],
    ['01/03/2026 12:30 SA', '2026-03-01T00:30:00'],
    ['01/03/2026 25:99', '2026-03-01'],
  ])('reads %s', (text, value) => {
    expect(dayOfCell({ kind: 'text', text })).toEqual({ value });
  });

  it('are a moment and a sum that can be written down, or none, whatever stands there', () => {
    const two = fc.integer({ min: 0, max: 99 }).map((number) => String(number));
    const moment = fc.tuple(
      two,
      two,
      fc.constantFrom('2026', '26', '226', '1900', '9999'),
      two,
      two,
      two,
      fc.constantFrom('', ' PM', ' ch'),
    );
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'0123456789/:-., TZapm') }),
      moment.map(([day, month, year, hour, minute, second, half]) => `${day}/${month}/${year} ${hour}:${minute}:${second}${half}`),
      fc.integer({ min: 1, max: 400 }).map((digits) => '9'.repeat(digits)),
    );
    fc.assert(
      fc.property(text, (written) => {
        const day = dayOfCell({ kind: 'text', text: written });
        if (day && 'value' in day) instantOf(day.value, 'Asia/Ho_Chi_Minh');
        const amount = amountOfCell({ kind: 'text', text: written });
        if (amount && 'value' in amount) expect(Number.isSafeInteger(amount.value)).toBe(true);
      }),
      { seed, numRuns: 3_000 },
    );
  });
});
