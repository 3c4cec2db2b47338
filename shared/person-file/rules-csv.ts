import { withTextMark } from '../platform/rules-formula.ts';

/** Excel reads UTF-8 by this mark alone. */
const byteOrderMark = '\ufeff';

/** What parts cells: where a number has a comma, as in Vietnamese, spreadsheets part them by semicolons. */
export type CsvDelimiter = ',' | ';';

/** Writes rows as CSV that spreadsheets open as it is: UTF-8 with its mark, each cell quoted, and none a formula. */
export function csvOf(rows: readonly (readonly string[])[], delimiter: CsvDelimiter): string {
  return (
    byteOrderMark +
    rows
      .map((row) => row.map(cell).join(delimiter))
      .join('\r\n')
      .concat('\r\n')
  );
}

function cell(text: string): string {
  return `"${withTextMark(text).replaceAll('"', '""')}"`;
}

/** Returns what a value holds, each part by the way to it: `phone.e164`, `facts.0.amount`. What is empty is left out. */
export function partsOf(value: unknown, way = ''): (readonly [string, string])[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value !== 'object') return [[way, String(value)]];
  return Object.entries(value).flatMap(([name, inner]) => partsOf(inner, way === '' ? name : `${way}.${name}`));
}
