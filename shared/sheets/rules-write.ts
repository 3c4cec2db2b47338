/** What is written into a cell. A date has no zone: it stands as a person reads it. */
export type WrittenCell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  /** `2026-03-01`, or `2026-03-01T14:30`. */
  | { readonly kind: 'date'; readonly iso: string };

/** Writes rows of a sheet as text; what it returns for several batches of rows, one behind the other, is the whole. */
export interface SheetText {
  head(headers: readonly string[]): string;
  /** @param rowsBefore how many rows there are before these, the header not counted */
  rows(rows: readonly (readonly WrittenCell[])[], rowsBefore: number): string;
  tail(columns: number, rows: number): string;
}

/** Returns a date as it is read in Vietnam: `05/03/2026 14:30`. */
export function dayFirst(iso: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(iso) ?? [];
  return `${day}/${month}/${year}${time === undefined ? '' : ` ${time}`}`;
}
