import { describe, expect, it } from '@jest/globals';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { readSheets, SheetError, textOfCell } from '../../../shared/sheets/index.ts';
import { writeXlsx } from '../../support/sheets/write-xlsx.ts';

async function rowsOf(bytes: Uint8Array, fileName = 'khach.xlsx') {
  const rows: { sheet: string; row: number; cells: string[] }[] = [];
  for await (const { sheet, row, cells } of readSheets(bytes, fileName)) rows.push({ sheet, row, cells: cells.map(textOfCell) });
  return rows;
}

const parts = {
  sheet: 'xl/worksheets/sheet1.xml',
  texts: 'xl/sharedStrings.xml',
  styles: 'xl/styles.xml',
  workbook: 'xl/workbook.xml',
  relations: 'xl/_rels/workbook.xml.rels',
} as const;

/** A workbook of one row, in which one file says something else. */
function workbookWith(part: keyof typeof parts, change: (xml: string) => string): Uint8Array {
  const files = unzipSync(
    writeXlsx([
      {
        name: 'S',
        rows: [
          ['Tên', 'SĐT'],
          ['An', '0912345678'],
        ],
      },
    ]),
  );
  files[parts[part]] = strToU8(change(new TextDecoder().decode(files[parts[part]])));
  return zipSync(files, { level: 1 });
}

const tail = (cells: string) => (xml: string) => xml.replace('</row></sheetData>', `${cells}</row></sheetData>`);
const MB = 1_000_000;
const times = (piece: string, megabytes: number) => piece.repeat(Math.ceil((megabytes * MB) / piece.length));

describe('a file that unpacks to more than can be held', () => {
  it.each<[string, () => Uint8Array, string]>([
    ['one text without an end', () => workbookWith('texts', () => `<sst><si><t>${times('a', 2)}</t></si></sst>`), 'tooLarge'],
    ['one attribute without an end', () => workbookWith('sheet', () => `<worksheet a="${times('b ', 2)}"/>`), 'tooLarge'],
    ['one tag of attributes', () => workbookWith('sheet', () => `<worksheet ${times('a="" ', 2)}/>`), 'tooLarge'],
    ['a remark without an end', () => workbookWith('sheet', () => `<worksheet><!--${times(' < ', 2)}--></worksheet>`), 'tooLarge'],
    [
      'a text of many runs',
      () => workbookWith('texts', () => `<sst><si>${times(`<t>${'a'.repeat(9_000)}</t>`, 51)}</si></sst>`),
      'tooLarge',
    ],
    [
      'merged cells by the hundred thousand',
      () => workbookWith('sheet', (xml) => xml.replace('</sheetData>', `</sheetData>${'<mergeCell ref="A1:A2"/>'.repeat(200_001)}`)),
      'tooLarge',
    ],
    ['texts that are empty, by the million', () => workbookWith('texts', () => `<sst>${times('<si/>', 32)}</sst>`), 'tooLarge'],
    [
      'styles by the million',
      () => workbookWith('styles', () => `<styleSheet><cellXfs>${times('<xf/>', 33)}</cellXfs></styleSheet>`),
      'tooLarge',
    ],
    [
      'sheets by the thousand',
      () => workbookWith('workbook', (xml) => xml.replace(/<sheet .*\/>/, (sheet) => sheet.repeat(1_001))),
      'tooLarge',
    ],
    ['elements within each other', () => workbookWith('sheet', () => `<worksheet>${times('<a>', 1)}`), 'broken'],
    [
      'a cell of many runs',
      () => workbookWith('sheet', tail(`<c t="inlineStr"><is>${times(`<t>${'a'.repeat(9_000)}</t>`, 2)}</is></c>`)),
      'tooLarge',
    ],
    [
      'files by the ten thousand',
      () => zipSync(Object.fromEntries(Array.from({ length: 10_001 }, (_, file) => [`f${file}`, new Uint8Array()]))),
      'broken',
    ],
  ])('is refused: %s', async (_what, make, problem) => {
    const read = await rowsOf(make()).catch((error: unknown) => error);

    expect(read).toBeInstanceOf(SheetError);
    expect(read).toMatchObject({ problem });
  });

  it('is refused where cells of a row share a long text', async () => {
    const long = 'x'.repeat(30_000);

    await expect(rowsOf(writeXlsx([{ name: 'S', rows: [Array.from({ length: 40 }, () => long)] }]))).rejects.toMatchObject({
      problem: 'tooLarge',
    });
    expect(await rowsOf(writeXlsx([{ name: 'S', rows: [Array.from({ length: 30 }, () => long)] }]))).toHaveLength(1);
  });
});

describe('a workbook that says what no Excel says', () => {
  it.each(['abc', '1e400', '-1', '0', '2.5', ''])('has its rows counted where one is called %p', async (name) => {
    const rows = await rowsOf(workbookWith('sheet', (xml) => xml.replace('row r="2"', `row r="${name}"`)));

    expect(rows.map(({ row, cells }) => [row, cells[0]])).toEqual([
      [1, 'Tên'],
      [2, 'An'],
    ]);
  });

  it.each([
    ['a number that no number holds', '<c r="C2"><v>1E+400</v></c>', '1E+400'],
    ['a date that is none', '<c r="C2" t="d"><v>2026-02-31</v></c>', '2026-02-31'],
    ['an hour that is none', '<c r="C2" t="d"><v>2026-03-01T99:00:00</v></c>', '2026-03-01T99:00:00'],
    ['words for a date', '<c r="C2" t="d"><v>hôm qua</v></c>', 'hôm qua'],
  ])('keeps as a text %s', async (_what, cell, text) => {
    const cells: unknown[] = [];
    for await (const row of readSheets(workbookWith('sheet', tail(cell)), 'a.xlsx')) cells.push(row.cells[2]);

    expect(cells[1]).toEqual({ kind: 'text', text });
  });

  it('passes over columns behind those that are read', async () => {
    expect((await rowsOf(workbookWith('sheet', tail('<c r="XFD2"><v>1</v></c><c r="ZZZZZZZ2"><v>1</v></c>'))))[1]?.cells).toEqual([
      'An',
      '0912345678',
    ]);
  });

  it('tells sheets of one name apart, and cuts a name that is a novel', async () => {
    const sheets = [{ name: 'n'.repeat(5_000) }, { name: 'n'.repeat(6_000) }].map(({ name }) => ({ name, rows: [['An']] }));

    const names = (await rowsOf(writeXlsx(sheets))).map(({ sheet }) => sheet);

    expect(new Set(names).size).toBe(2);
    expect(Math.max(...names.map(({ length }) => length))).toBeLessThan(120);
  });
});

describe('a text file of many columns', () => {
  it('is read without the commas behind its last cell, which Excel writes for each column with a format', async () => {
    const commas = ','.repeat(16_381);

    expect(
      (await rowsOf(Buffer.from(`Tên,SĐT,Email${commas}\nAn,,a@b.vn${commas}\n${commas}\n`), 'a.csv')).map(({ cells }) => cells),
    ).toEqual([
      ['Tên', 'SĐT', 'Email'],
      ['An', '', 'a@b.vn'],
    ]);
  });

  it('is read up to as many as a workbook', async () => {
    const [row] = await rowsOf(Buffer.from(`${Array.from({ length: 16_384 }, (_, column) => `c${column}`).join(',')}\n`), 'a.csv');

    expect(row?.cells).toHaveLength(256);
  });
});
