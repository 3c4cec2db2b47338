/** A day, or a moment of it, without a zone: as a person would read it in the sheet. */
export interface SheetDate {
  /** `2026-03-01`, or `2026-03-01T14:30:00`. */
  readonly iso: string;
}

/** What stands in one cell. */
export type Cell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  /** `text` has all digits that the file has, without an exponent: what a phone or a code is read from. */
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | ({ readonly kind: 'date'; readonly text: string } & SheetDate)
  | { readonly kind: 'boolean'; readonly value: boolean; readonly text: string }
  /** What a formula came to that could not be worked out, as `#REF!`. */
  | { readonly kind: 'error'; readonly text: string };

/** One row, where a person finds it: the number that Excel shows beside it. Rows without any content are left out. */
export interface SheetRow {
  readonly sheet: string;
  readonly row: number;
  readonly cells: readonly Cell[];
}

export const emptyCell: Cell = { kind: 'empty' };

/** Columns that are read; Excel has 16,384, and a format or a comma that stands in whole rows names them all. */
export const mostColumns = 256;
/** Characters of one row that are read: Excel holds 32,767 in a cell. A quote that never ends would make one cell of all that follows. */
export const longestRow = 1_000_000;

/** Returns what a person reads in a cell; empty for an empty one. */
export function textOfCell(cell: Cell): string {
  return cell.kind === 'empty' ? '' : cell.text;
}

/** Tells whether a row has anything in it. */
export function hasContent(cells: readonly Cell[]): boolean {
  return cells.some((cell) => cell.kind !== 'empty');
}
