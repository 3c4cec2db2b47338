import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { shownPhone } from '../../../shared/exports/rules-phone.ts';
import { contactOf } from '../../../shared/identity/contact.ts';
import { phoneOfCell } from '../../../shared/imports/rules-cells.ts';
import { csvOf } from '../../../shared/person-file/rules-csv.ts';
import { withOwnMark, withoutTextMark, withTextMark } from '../../../shared/platform/rules-formula.ts';
import { type Cell, readSheets, textOfCell, textOfFormat } from '../../../shared/sheets/index.ts';
import { imported } from '../../support/imports.ts';
import { report, seed, size } from '../../support/proof.ts';
import { writeXlsx } from '../../support/sheets/write-xlsx.ts';

/** Rule (OWASP, "CSV injection"): no text of a file that we write is a formula to whoever opens it, and what was taken out reads as what it was. */

const columns = 10;
const triggers = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', "'", '"', ';', ',', ' ', '\u00a0', '\u3000', '\ufeff'];
const starts = fc.array(fc.constantFrom(...triggers), { maxLength: 3 }).map((signs) => signs.join(''));
const rests = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    "cmd|' /C calc'!A0",
    'SUM(1+1)',
    '84912345678',
    '1',
    '-1',
    '1-1',
    'HYPERLINK("http://a.example")',
    'Trần',
    '"',
    '""',
    'a;=1',
    'a,=1',
    'a\n=1',
    'a;"=1;b',
    'a,""+1,b',
    'a;',
    'a,',
  ),
);
const cells = fc.tuple(starts, rests).map(([start, rest]) => start + rest);
const startsFormula = /^[\s\ufeff]*[=+\-@＝＋－＠]/;
const runs = (start: string) => /^[\s\ufeff]*[=+\-@＝＋－＠]|^[\t\r]/.test(start);

/** RFC 4180 as it is written, by nobody's library. */
function rowsBy4180(text: string, delimiter = ','): string[][] {
  const rows: string[][] = [[]];
  let [cell, isQuoted] = ['', false];
  for (let place = text.startsWith('\ufeff') ? 1 : 0; place < text.length; place += 1) {
    const sign = text[place] ?? '';
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[place + 1] === '"') {
        cell += '"';
        place += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === delimiter) {
      rows.at(-1)?.push(cell);
      cell = '';
    } else if (sign === '\n') {
      rows.at(-1)?.push(cell.replace(/\r$/, ''));
      cell = '';
      rows.push([]);
    } else cell += sign;
  }
  return rows.slice(0, -1);
}

/** As Excel opens a file whose separator is not the machine's: what stands behind a closing quote is text up to the next separator, line breaks end rows. */
function cellsOfOther(text: string, separator: ',' | ';'): string[] {
  const found: string[] = [];
  for (let place = text.startsWith('\ufeff') ? 1 : 0; place < text.length; place += 1) {
    let cell = '';
    if (text[place] === '"') {
      for (place += 1; place < text.length; place += 1) {
        if (text[place] !== '"') cell += text[place];
        else if (text[place + 1] === '"') {
          cell += '"';
          place += 1;
        } else break;
      }
      place += 1;
    }
    for (; place < text.length && text[place] !== separator && text[place] !== '\r' && text[place] !== '\n'; place += 1)
      cell += text[place];
    found.push(cell);
  }
  return found;
}

const sample = (count: number): string[][] => {
  const all = fc.sample(cells, { numRuns: count, seed });
  return Array.from({ length: Math.ceil(count / columns) }, (_, row) => all.slice(row * columns, (row + 1) * columns));
};

describe('texts of a file', () => {
  it('are no formulas, and read as what they were by either reader of CSV', () => {
    const rows = sample(size(20_000, 100_000));
    const { head, rows: lines } = textOfFormat({ kind: 'csv', delimiter: ',' });
    const text =
      head(rows[0] ?? []) +
      lines(
        rows.map((row) => row.map((cell) => (cell === '' ? { kind: 'empty' } : { kind: 'text', text: cell }))),
        0,
      );

    const read = [parse(text, { bom: true }) as string[][], rowsBy4180(text)];

    for (const found of read) {
      expect(found.flat().filter(runs)).toEqual([]);
      expect(found.slice(1).map((row) => row.map(withoutTextMark))).toEqual(rows);
    }
    report('cells of CSV', { cells: rows.flat().length, formulas: 0 });
  });

  it.each([
    [',', ';'],
    [';', ','],
  ] as const)('are no formulas in a spreadsheet that parts cells otherwise: written with %s, opened with %s', (delimiter, separator) => {
    const rows = sample(size(20_000, 100_000));
    const { head, rows: lines } = textOfFormat({ kind: 'csv', delimiter });
    const text =
      head(rows[0] ?? []) +
      lines(
        rows.map((row) => row.map((cell) => (cell === '' ? { kind: 'empty' } : { kind: 'text', text: cell }))),
        0,
      );

    const found = cellsOfOther(text, separator);

    expect(found.length).toBeGreaterThan(rows.length);
    // A cell that begins with a tab is text; what is behind it must not be a formula all the same.
    expect(found.filter((cell) => startsFormula.test(cell))).toEqual([]);
    const read: string[][] = parse(text, { bom: true, delimiter });
    expect(read.slice(1).map((row) => row.map(withoutTextMark))).toEqual(rows);
    report(`cells of CSV by ${delimiter}, opened by ${separator}`, { cells: found.length, formulas: 0 });
  });

  it.each([
    ['a;=1', "a;'=1"],
    ["a;'=1", "a;''=1"],
    ["a; \"=cmd|'/C calc'!A0;b", "a; \"'=cmd|'/C calc'!A0;b"],
    ['mua:\n- gạo\n- mì', "mua:\n'- gạo\n'- mì"],
    ['=a,+1', "'=a,'+1"],
    ['áo; quần, mũ', 'áo; quần, mũ'],
    ['1-1 = 0', '1-1 = 0'],
  ])('is marked where a cell may begin: %j', (text, marked) => {
    expect(withTextMark(text)).toBe(marked);
    expect(withoutTextMark(marked)).toBe(text);
    expect(withoutTextMark(withOwnMark(text))).toBe(text);
  });

  it.each([',', ';'] as const)('are no formulas in the file of a person, parted by %s', (delimiter) => {
    const rows = sample(20_000);

    const text = csvOf(rows, delimiter);

    const found: string[][] = parse(text, { bom: true, delimiter, relax_column_count: true });
    expect(found.length).toBeGreaterThan(1_000);
    expect(found.flat().filter(runs)).toEqual([]);
  });

  it('are no formulas in the result of a list, whatever stood in its rows and headers', async () => {
    const rows = sample(size(2_000, 20_000)).map((row) => ['không có số', ...row]);
    // Rows without a number and an address are faulty, each with a line of its own.
    const list = [['SĐT', ...Array.from({ length: columns }, (_, column) => `${triggers[column]}cột ${column}`)], ...rows];

    const { world, importId } = await imported(writeXlsx([{ name: '=1+1', rows: list }]), { fileName: 'a.xlsx' });

    const file = Buffer.from(world.parts.objects.files.get(`imports/${importId}/result.csv`) ?? []).toString('utf8');
    const found: string[][][] = [parse(file, { bom: true, delimiter: ';' }), rowsBy4180(file, ';')];
    for (const lines of found) {
      expect(lines.length).toBeGreaterThan(rows.length * 0.8);
      expect(lines.flat().filter(runs)).toEqual([]);
    }
  });
});

describe('telephone numbers', () => {
  const numbers = fc.oneof(
    fc
      .tuple(fc.constantFrom('32', '56', '70', '81', '90', '91', '96', '98'), fc.nat(9_999_999))
      .map(([head, rest]) => `+84${head}${String(rest).padStart(7, '0')}`),
    fc.tuple(fc.constantFrom('24', '28', '225', '236', '292'), fc.nat(9_999_999)).map(
      ([code, rest]) =>
        `+84${code}3${String(rest)
          .padStart(10 - code.length - 1, '0')
          .slice(0, 10 - code.length - 1)}`,
    ),
    fc.constantFrom('+14155552671', '+6591234567', '+442079460958', '+8613812345678', '+61412345678'),
  );

  it.each(['csv', 'xlsx'] as const)('read as what they were when they come in again (%s)', async (format) => {
    const all = fc
      .sample(numbers, { numRuns: size(2_000, 20_000), seed })
      .filter((e164) => contactOf({ phone: e164 }).phone?.e164 === e164);
    const shown = all.map((e164) => shownPhone({ e164, raw: e164 }));
    const { head, rows } = textOfFormat({ kind: 'csv', delimiter: ';' });
    const bytes =
      format === 'xlsx'
        ? writeXlsx([{ name: 'S', rows: [['SĐT'], ...shown.map((text) => [text])] }])
        : Buffer.from(
            head(['SĐT']) +
              rows(
                shown.map((text) => [{ kind: 'text', text }]),
                0,
              ),
          );

    const found: Cell[] = [];
    for await (const row of readSheets(bytes, `a.${format}`)) found.push(...row.cells.slice(0, 1));

    const read = found.slice(1).map((cell) => {
      const text = cell.kind === 'text' ? { kind: 'text' as const, text: withoutTextMark(textOfCell(cell)) } : cell;
      const phone = phoneOfCell(text);
      return phone && 'value' in phone ? contactOf({ phone: phone.value }).phone?.e164 : null;
    });
    expect(all.length).toBeGreaterThan(1_000);
    expect(read).toEqual(all);
    report(`numbers through ${format}`, { numbers: all.length, otherwise: 0 });
  });
});
