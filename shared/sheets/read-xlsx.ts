import { SheetError } from './errors.ts';
import { filler, mergesOf } from './merged-cells.ts';
import { type Cell, emptyCell, hasContent, longestRow, mostColumns, type SheetRow, textOfCell } from './row.ts';
import { dateOfSerial, isMoment } from './rules-excel-date.ts';
import { plainDigits } from './rules-number.ts';
import { columnOf } from './rules-place.ts';
import { readWorkbook, type Workbook } from './workbook.ts';
import { walkXml, type XmlHandler } from './xml.ts';
import { openArchive } from './zip.ts';

/**
 * Reads all visible sheets of a workbook as rows: of formulas what they came to when the file was saved, of numbers all their digits, of dates
 * the day. What stands in cells that are merged over several rows stands in each of these rows.
 * @throws SheetError
 */
export async function* readXlsx(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  const archive = await openArchive(bytes);
  const workbook = await readWorkbook(archive);
  for (const { name, path } of workbook.sheets) {
    const rows: SheetRow[] = [];
    const fill = filler(await mergesOf(() => archive.read(path)));
    const reader = rowReader(workbook, name, { fill, onRow: (row) => rows.push(row) });
    for await (const _ of walkXml(archive.read(path), reader)) yield* rows.splice(0);
  }
}

interface RowParts {
  readonly fill: (row: number, cells: Cell[]) => void;
  readonly onRow: (row: SheetRow) => void;
}

function rowReader(workbook: Workbook, sheet: string, { fill, onRow }: RowParts): XmlHandler {
  let [row, cells, column]: [number, Cell[], number] = [0, [], 0];
  let cell: Readonly<Record<string, string>> = {};
  let [value, inline, reads]: [string, string, 'value' | 'inline' | null] = ['', '', null];
  let isPhonetic = false;
  let length = 0;
  /** One text that many cells share makes gigabytes of rows of a file of a few KB. */
  const count = (characters: number): void => {
    length += characters;
    if (length > longestRow) throw new SheetError('tooLarge');
  };
  return {
    open(name, attributes) {
      switch (name) {
        case 'row':
          row = rowNumber(attributes.r) ?? row + 1;
          [cells, column, length] = [[], 0, 0];
          return;
        case 'c':
          column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
          [cell, value, inline] = [attributes, '', ''];
          return;
        case 'v':
          reads = 'value';
          return;
        case 'rPh':
          isPhonetic = true;
          return;
        case 't':
          reads = isPhonetic ? null : 'inline';
      }
    },
    text(piece) {
      if (reads === null) return;
      count(piece.length);
      if (reads === 'value') value += piece;
      else inline += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') reads = null;
      if (name === 'rPh') isPhonetic = false;
      if (name === 'c' && column <= mostColumns) {
        const read = cellOf(cell, value, inline, workbook);
        if (read.kind !== 'empty') {
          while (cells.length < column - 1) cells.push(emptyCell);
          cells[column - 1] = read;
          if (cell.t === 's') count(textOfCell(read).length);
        }
      }
      if (name !== 'row') return;
      fill(row, cells);
      if (hasContent(cells)) onRow({ sheet, row, cells });
    },
  };
}

/** Null for what is the number of no row. */
function rowNumber(text: string | undefined): number | null {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}

function cellOf({ t: type = 'n', s: style }: Readonly<Record<string, string>>, value: string, inline: string, workbook: Workbook): Cell {
  switch (type) {
    case 's':
      return textCell(workbook.sharedTexts[Number(value)] ?? '');
    case 'str':
      return textCell(value);
    case 'inlineStr':
      return textCell(inline);
    case 'b':
      return value === '' ? emptyCell : { kind: 'boolean', value: value === '1', text: value === '1' ? 'TRUE' : 'FALSE' };
    case 'e':
      return { kind: 'error', text: value };
    case 'd':
      return dateCell(value);
    default:
      return numberCell(value, workbook.dateStyles[Number(style ?? 0)] === true, workbook.is1904);
  }
}

function textCell(raw: string): Cell {
  // Excel writes signs that XML cannot hold as `_x000D_`.
  const text = raw
    .replace(/_x([\dA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .normalize('NFC')
    .trim();
  return text === '' ? emptyCell : { kind: 'text', text };
}

/** What stands for a date and is none is a text. */
function dateCell(value: string): Cell {
  const iso = value.replace(/T00:00:00.*$/, '').replace(/(\.\d+)?Z?$/, '');
  return isMoment(iso) ? { kind: 'date', iso, text: value } : textCell(value);
}

function numberCell(written: string, isDate: boolean, is1904: boolean): Cell {
  if (written.trim() === '') return emptyCell;
  const value = Number(written);
  if (!Number.isFinite(value)) return textCell(written);
  const iso = isDate ? dateOfSerial(value, is1904) : null;
  if (iso !== null) return { kind: 'date', iso, text: iso };
  // A sum shows 0.1 + 0.2 as 0.30000000000000004: Excel has 15 digits.
  const digits = plainDigits(written);
  return {
    kind: 'number',
    value,
    text: digits.replace(/\D/g, '').length > 15 ? plainDigits(String(Number(value.toPrecision(15)))) : digits,
  };
}
