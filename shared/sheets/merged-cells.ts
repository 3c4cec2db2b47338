import { SheetError } from './errors.ts';
import { type Cell, emptyCell, hasContent, mostColumns } from './row.ts';
import { columnOf } from './rules-place.ts';
import { walkXml } from './xml.ts';

/** Cells of one column, from one row to a later one, which a person sees as one. */
interface Merge {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** Merged cells of a sheet: each has to be held while its rows are read. A list has one for each group of its rows. */
const mostMerges = 200_000;
const mark = Buffer.from('mergeCell');

/** Finds cells that are merged over several rows; a sheet names them behind its rows, so that it is read twice where it has some. @throws SheetError */
export async function mergesOf(read: () => AsyncIterable<Uint8Array>): Promise<Merge[]> {
  const merges: Merge[] = [];
  if (!(await hasMark(read()))) return merges;
  const reader = walkXml(read(), {
    open(name, { ref = '' }) {
      if (name !== 'mergeCell') return;
      const [, column, from, to] = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(ref) ?? [];
      if (column === undefined || Number(to) <= Number(from) || columnOf(column) > mostColumns) return;
      if (merges.length >= mostMerges) throw new SheetError('tooLarge');
      merges.push({ column: columnOf(column), from: Number(from), to: Number(to) });
    },
  });
  for await (const _ of reader);
  return merges;
}

async function hasMark(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  let end = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([end, chunk]);
    if (bytes.includes(mark)) return true;
    end = bytes.subarray(-mark.length);
  }
  return false;
}

/** Fills what merged cells say into the rows below the first that have anything of their own; rows come in their order. */
export function filler(merges: readonly Merge[]): (row: number, cells: Cell[]) => void {
  const begun = [...merges].sort((one, other) => one.from - other.from);
  const standing = new Map<number, { readonly to: number; readonly cell: Cell }>();
  let next = 0;
  return (row, cells) => {
    const isOwn = hasContent(cells);
    for (const [column, { to, cell }] of standing) {
      if (row > to) standing.delete(column);
      else if (isOwn && (cells[column - 1] ?? emptyCell).kind === 'empty') {
        while (cells.length < column - 1) cells.push(emptyCell);
        cells[column - 1] = cell;
      }
    }
    for (let merge = begun[next]; merge && merge.from <= row; merge = begun[next]) {
      next += 1;
      const cell = merge.from === row ? (cells[merge.column - 1] ?? emptyCell) : emptyCell;
      if (cell.kind !== 'empty') standing.set(merge.column, { to: merge.to, cell });
    }
  };
}
