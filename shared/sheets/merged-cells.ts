import { SheetError } from './errors.ts';
import { type Cell, emptyCell, hasContent, mostColumns } from './row.ts';
import { columnOf } from './rules-place.ts';

/** Cells of one column, from one row to a later one, which a person sees as one. */
interface Merge {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** Merged cells of a sheet: each has to be held while its rows are read. A list has one for each group of its rows. */
const mostMerges = 200_000;
/** Bytes of one such tag; Excel writes about 30. */
const longestTag = 1_000;

/**
 * Finds cells that are merged over several rows. A sheet names them behind its rows, so that all of it is unpacked twice; the first time it is
 * searched as text, because parsing it takes as long as reading its rows. A text of a cell cannot look like a tag: XML has `&lt;` there.
 * @throws SheetError
 */
export async function mergesOf(read: () => AsyncIterable<Uint8Array>): Promise<Merge[]> {
  const merges: Merge[] = [];
  let rest = '';
  for await (const chunk of read()) {
    // What is looked for is ASCII: a byte of it is the same in UTF-8.
    const text = rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    rest = unendedTag(text);
    if (!text.includes('mergeCell')) continue;
    for (const [, attributes = ''] of text.matchAll(/<(?:[\w.-]+:)?mergeCell\s([^<>]*)>/g)) {
      const merge = mergeOf(attributes);
      if (!merge) continue;
      if (merges.length >= mostMerges) throw new SheetError('tooLarge');
      merges.push(merge);
    }
  }
  return merges;
}

/** Returns the beginning of a tag whose end comes with the next chunk. */
function unendedTag(text: string): string {
  const start = text.lastIndexOf('<');
  return start < 0 || text.length - start > longestTag || text.includes('>', start) ? '' : text.slice(start);
}

function mergeOf(attributes: string): Merge | null {
  const [, range = ''] = /(?:^|\s)ref\s*=\s*["']([A-Z\d:]{1,30})["']/.exec(attributes) ?? [];
  const [, column, from, to] = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(range) ?? [];
  if (column === undefined || Number(to) <= Number(from) || columnOf(column) > mostColumns) return null;
  return { column: columnOf(column), from: Number(from), to: Number(to) };
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
