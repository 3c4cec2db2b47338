import { stringify } from 'csv-stringify/sync';
import { withTextMark } from '../platform/rules-formula.ts';
import { dayFirst, type SheetText, type WrittenCell } from './rules-write.ts';

/** Excel reads UTF-8 by this mark alone. */
const byteOrderMark = '\ufeff';

/** Writes CSV that spreadsheets open as it is: UTF-8 with its mark, each cell quoted, no cell a formula, dates with the day first. */
export function csvText(delimiter: ',' | ';'): SheetText {
  const lines = (rows: readonly (readonly string[])[]): string =>
    stringify(
      rows.map((row) => [...row]),
      { delimiter, quoted: true, quoted_empty: false, record_delimiter: '\r\n' },
    );
  return {
    head: (headers) => byteOrderMark + lines([headers.map(withTextMark)]),
    rows: (rows) => lines(rows.map((row) => row.map((cell) => textOf(cell, delimiter)))),
    tail: () => '',
  };
}

/** Where a semicolon parts cells, a comma parts fractions. */
function textOf(cell: WrittenCell, delimiter: ',' | ';'): string {
  switch (cell.kind) {
    case 'empty':
      return '';
    case 'text':
      return withTextMark(cell.text);
    case 'number':
      return delimiter === ';' ? String(cell.value).replace('.', ',') : String(cell.value);
    case 'date':
      return dayFirst(cell.iso);
  }
}
