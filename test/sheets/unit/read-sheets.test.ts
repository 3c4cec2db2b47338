import { describe, expect, it } from '@jest/globals';
import writeExcelFile from 'write-excel-file/node';
import { type Cell, readSheets, SheetError, textOfCell } from '../../../shared/sheets/index.ts';
import { type Written, writeXlsx } from '../../support/sheets/write-xlsx.ts';

async function rowsOf(bytes: Uint8Array, fileName = 'khach.csv') {
  const rows: { sheet: string; row: number; cells: readonly Cell[] }[] = [];
  for await (const row of readSheets(bytes, fileName)) rows.push(row);
  return rows;
}

const textsOf = async (bytes: Uint8Array) => (await rowsOf(bytes)).map(({ cells }) => cells.map(textOfCell));

const oneCell = async (cell: Written, options?: { is1904: boolean }) =>
  (await rowsOf(writeXlsx([{ name: 'S', rows: [[cell]] }], options)))[0]?.cells[0];

/** Vietnamese in windows-1258: some letters are one byte, and most accents a byte of their own behind the letter. */
function windows1258(text: string): Buffer {
  const decoder = new TextDecoder('windows-1258');
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  const held = [...text.normalize('NFC')].flatMap((letter) => {
    if (bytes.has(letter)) return [letter];
    const parts = [...letter.normalize('NFD')];
    const base = bytes.has(parts.slice(0, 2).join('').normalize('NFC'))
      ? [parts.slice(0, 2).join('').normalize('NFC'), ...parts.slice(2)]
      : parts;
    const other = [[parts[0], parts[2]].join('').normalize('NFC'), parts[1] ?? ''];
    return base.every((part) => bytes.has(part)) ? base : other;
  });
  return Buffer.from(held.map((part) => bytes.get(part) ?? 63));
}

const list = 'Họ tên;SĐT\r\nNguyễn Thị Hường;0912345678\r\nĐặng Ưu Quốc;0987654321\r\n';
const read = [
  ['Họ tên', 'SĐT'],
  ['Nguyễn Thị Hường', '0912345678'],
  ['Đặng Ưu Quốc', '0987654321'],
];

describe('reading CSV', () => {
  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(list)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${list}`)],
    ['UTF-8 with accents on their own', Buffer.from(list.normalize('NFD'))],
    ['UTF-16 of Excel', Buffer.from(`\ufeff${list}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(list, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\ufeff${list}`, 'utf16le').swap16()],
    ['windows-1258', windows1258(list)],
    ['commas', Buffer.from(list.replaceAll(';', ','))],
    ['tabs', Buffer.from(list.replaceAll(';', '\t'))],
    ['the separator on top', Buffer.from(`sep=;\r\n${list}`)],
    ['old line ends', Buffer.from(list.replaceAll('\r\n', '\r'))],
  ])('reads %s', async (_what, bytes) => {
    expect(await textsOf(bytes)).toEqual(read);
  });

  it('keeps commas, quotes and new lines within quotes, and counts rows as Excel does', async () => {
    const rows = await rowsOf(Buffer.from('Tên,Ghi chú\n\n"Lê, An","Gọi ""sau""\nsáng mai"\n,\nBình,5" màn hình\n'), 'ds.csv');

    expect(rows.map(({ sheet, row, cells }) => [sheet, row, cells.map(textOfCell)])).toEqual([
      ['ds', 1, ['Tên', 'Ghi chú']],
      ['ds', 3, ['Lê, An', 'Gọi "sau"\nsáng mai']],
      ['ds', 5, ['Bình', '5" màn hình']],
    ]);
  });

  it('takes no comma within a quoted address for what parts the cells', async () => {
    expect(await textsOf(Buffer.from('Tên;Địa chỉ\nAn;"12 Lê Lợi, P1, Q1, HCM"\nBình;"1, 2, 3, 4"\n'))).toEqual([
      ['Tên', 'Địa chỉ'],
      ['An', '12 Lê Lợi, P1, Q1, HCM'],
      ['Bình', '1, 2, 3, 4'],
    ]);
  });

  it('reads rows with fewer and with more cells than the header', async () => {
    expect(await textsOf(Buffer.from('a,b,c\n1\n1,2,3,4\n'))).toEqual([['a', 'b', 'c'], ['1'], ['1', '2', '3', '4']]);
  });

  it.each([
    ['of a file without a header', 'a,b\n"x,y\n1,2\n', 2],
    ['of the last row', 'a,b\n1,2\n3,"4', 3],
    ['of the first row', '"a,b\n1,2', 1],
    ['behind empty rows, and rows with lines within quotes', 'a,b\n\n\n"x\ny",2\n,\n"z,3\n4,5', 6],
    ['behind a line that names the delimiter', 'sep=;\na;b\n1;"2\n3;4', 3],
  ])('names the row in which a quote begins that never ends: %s', async (_what, text, row) => {
    const reading = rowsOf(Buffer.from(text));

    await expect(reading).rejects.toMatchObject({
      problem: 'openQuote',
      row,
      message: expect.stringMatching(`^Row ${row}: A quote is opened`),
    });
  });

  it('refuses a quote that swallows the rest of a large file', async () => {
    await expect(rowsOf(Buffer.from(`a,b\n"${'x,y\n'.repeat(400_000)}`))).rejects.toMatchObject({ problem: 'openQuote', row: 2 });
  });
});

describe('reading XLSX', () => {
  it('reads all visible sheets with the numbers of their rows', async () => {
    const bytes = writeXlsx([
      { name: 'Tháng 1', rows: [['DANH SÁCH', null, null], [], ['Tên', 'SĐT'], [null, null], ['An', '0912345678']], merged: ['A1:C1'] },
      { name: 'Ẩn', rows: [['x']], isHidden: true },
      { name: 'Tháng 2', rows: [['Tên'], ['Bình & <Cường>']] },
    ]);

    const rows = await rowsOf(bytes, 'khach.xlsx');

    expect(rows.map(({ sheet, row, cells }) => [sheet, row, cells.map(textOfCell)])).toEqual([
      ['Tháng 1', 1, ['DANH SÁCH']],
      ['Tháng 1', 3, ['Tên', 'SĐT']],
      ['Tháng 1', 5, ['An', '0912345678']],
      ['Tháng 2', 1, ['Tên']],
      ['Tháng 2', 2, ['Bình & <Cường>']],
    ]);
  });

  it('has what is merged over several rows in each of them, and in no row that has nothing else', async () => {
    const bytes = writeXlsx([
      {
        name: 'S',
        rows: [
          ['Họ tên', 'Liên hệ', null, 'Tỉnh'],
          [null, 'SĐT', 'Email', null],
          ['An', '0912345671', null, 'Hà Nội'],
          ['Bình', '0912345672', null, null],
          [null, null, null, null],
          ['Chi', '0912345673', 'chi@example.com', null],
          ['Dũng', '0912345674', null, null],
        ],
        merged: ['A1:A2', 'B1:C1', 'D1:D2', 'D3:D6', 'C7:C9', 'XFD3:XFD9', 'A', 'B4:B4'],
      },
    ]);

    expect((await rowsOf(bytes)).map(({ row, cells }) => [row, ...cells.map(textOfCell)])).toEqual([
      [1, 'Họ tên', 'Liên hệ', '', 'Tỉnh'],
      [2, 'Họ tên', 'SĐT', 'Email', 'Tỉnh'],
      [3, 'An', '0912345671', '', 'Hà Nội'],
      [4, 'Bình', '0912345672', '', 'Hà Nội'],
      [6, 'Chi', '0912345673', 'chi@example.com', 'Hà Nội'],
      [7, 'Dũng', '0912345674'],
    ]);
  });

  it.each<[string, Written, Partial<Cell>]>([
    ['a number with all its digits', { digits: '912345678' }, { kind: 'number', text: '912345678' }],
    ['a number in scientific notation', { digits: '8.4912345678E10' }, { kind: 'number', text: '84912345678' }],
    ['a sum without the noise of its fractions', { digits: '0.30000000000000004' }, { kind: 'number', text: '0.3' }],
    ['what a formula came to', { formula: 'CONCAT("0",A1)', came: '0912345678' }, { kind: 'text', text: '0912345678' }],
    ['a number that a formula came to', { formula: '1+1', came: 2 }, { kind: 'number', value: 2 }],
    ['an error', { error: '#REF!' }, { kind: 'error', text: '#REF!' }],
    ['a truth', { isTrue: true }, { kind: 'boolean', value: true }],
    ['a text in two fonts', { inline: 'Nguyễn Văn A' }, { kind: 'text', text: 'Nguyễn Văn A' }],
    ['a date', { serial: 46_082 }, { kind: 'date', iso: '2026-03-01' }],
    ['a date in a format of its own', { serial: 46_082, format: 'dd/mm/yyyy' }, { kind: 'date', iso: '2026-03-01' }],
    ['a date in Vietnamese', { serial: 46_082, format: '[$-42A]d mmmm yyyy' }, { kind: 'date', iso: '2026-03-01' }],
    ['a moment', { serial: 46_082.604166666664, format: 'yyyy-mm-dd hh:mm' }, { kind: 'date', iso: '2026-03-01T14:30:00' }],
    ['an amount, which is no date', { serial: 46_082, format: '#,##0 "đ"' }, { kind: 'number', value: 46_082 }],
    ['what Excel wrote for a carriage return', 'An_x000D_\nBình', { kind: 'text', text: 'An\r\nBình' }],
  ])('reads %s', async (_what, written, wanted) => {
    expect(await oneCell(written)).toMatchObject(wanted);
  });

  // ECMA-376 part 1, 18.17.4.1: serial 1 is 1900-01-01, and in the 1904 system serial 0 is 1904-01-01.
  it.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [0, true, '1904-01-01'],
    [44_620, true, '2026-03-01'],
  ])('reads serial %p (1904: %p) as %s', async (serial, is1904, iso) => {
    expect(await oneCell({ serial }, { is1904 })).toMatchObject({ kind: 'date', iso });
  });
});

describe('a workbook that another library wrote', () => {
  it('is read as it was written', async () => {
    const written = [
      [{ value: 'Họ tên' }, { value: 'Ngày' }, { value: 'Số' }],
      [{ value: 'Đặng Ưu <Quốc> & Co' }, { value: new Date(Date.UTC(2026, 2, 1)), type: Date, format: 'dd/mm/yyyy' }, { value: 912345678 }],
      [null, { value: true }, { value: 0.25 }],
    ];
    const bytes = await writeExcelFile(written).toBuffer();

    const rows = await rowsOf(bytes, 'x.xlsx');

    expect(rows.map(({ row, cells }) => [row, cells.map(textOfCell)])).toEqual([
      [1, ['Họ tên', 'Ngày', 'Số']],
      [2, ['Đặng Ưu <Quốc> & Co', '2026-03-01', '912345678']],
      [3, ['', 'TRUE', '0.25']],
    ]);
  });
});

describe('what is no list', () => {
  const encrypted = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]);
  it.each<[string, Uint8Array, string]>([
    ['an empty file', Buffer.alloc(0), 'empty'],
    ['a file of blank lines', Buffer.from('\n\n,,\n'), 'empty'],
    ['an old Excel', Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'oldExcel'],
    ['a file under a password', encrypted, 'protected'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452000001', 'hex'), 'notASheet'],
    ['a document', Buffer.from('%PDF-1.7\nxx'), 'notASheet'],
    ['the table of a web page', Buffer.from('\ufeff\n<html><table><tr><td>SĐT</td></tr><tr><td>0912345678</td></tr></table>'), 'notASheet'],
    ['an Excel of 2003', Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'), 'notASheet'],
    ['half of a workbook', writeXlsx([{ name: 'S', rows: [['a']] }]).subarray(0, 300), 'broken'],
  ])('says what %s is', async (_what, bytes, problem) => {
    const error = await rowsOf(bytes).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(SheetError);
    expect(error).toMatchObject({ problem });
  });
});
