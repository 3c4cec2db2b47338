import { CsvError, parse } from 'csv-parse';
import { SheetError } from './errors.ts';
import { type Cell, emptyCell, longestRow, mostColumns, type SheetRow } from './row.ts';
import { charsetOfFile } from './rules-charset.ts';
import { declaredDelimiter, delimiterOf } from './rules-delimiter.ts';

const pieceBytes = 64 * 1024;
const headBytes = 64 * 1024;

/**
 * Reads a text file as rows; all cells are texts, as they stand there. A quote within a cell is part of it, rows may have more or fewer cells
 * than others.
 * @throws SheetError
 */
export async function* readCsv(bytes: Uint8Array, sheet: string): AsyncGenerator<SheetRow> {
  const { charset, skip } = charsetOfFile(bytes);
  const body = bytes.subarray(skip);
  const head = new TextDecoder(charset).decode(body.subarray(0, headBytes));
  const declared = declaredDelimiter(head);
  const parser = parse({
    delimiter: declared?.delimiter ?? delimiterOf(head),
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: longestRow,
  });
  const feeding = feed(parser, texts(body, charset, declared?.line.length ?? 0));
  feeding.catch((error: unknown) => parser.destroy(error instanceof Error ? error : new Error('the file cannot be read')));
  let row = declared ? 1 : 0;
  try {
    for await (const record of parser) {
      row += 1;
      const cells = Array.isArray(record) ? cellsOf(record) : [];
      if (cells.length > 0) yield { sheet, row, cells };
    }
  } catch (cause) {
    throw sheetErrorOf(cause, declared ? 1 : 0);
  } finally {
    parser.destroy();
  }
}

/** What a quote that never ends swallows, up to the end of the file or to what a row may hold, is one row: the one behind all that were read. */
function sheetErrorOf(cause: unknown, declared: number): SheetError {
  const isOpenQuote = cause instanceof CsvError && (cause.code === 'CSV_QUOTE_NOT_CLOSED' || cause.code === 'CSV_MAX_RECORD_SIZE');
  const read = isOpenQuote ? Number(cause.records) : Number.NaN;
  return Number.isInteger(read) ? new SheetError('openQuote', { cause, row: declared + read + 1 }) : new SheetError('broken', { cause });
}

function* texts(body: Uint8Array, charset: string, dropped: number): Generator<string> {
  const decoder = new TextDecoder(charset);
  let left = dropped;
  for (let start = 0; start < body.length; start += pieceBytes) {
    const text = decoder.decode(body.subarray(start, start + pieceBytes), { stream: start + pieceBytes < body.length });
    yield text.slice(left);
    left = Math.max(0, left - text.length);
  }
}

async function feed(parser: ReturnType<typeof parse>, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    if (parser.destroyed) return;
    if (!parser.write(piece)) await drained(parser);
  }
  parser.end();
}

/** Waits until the parser takes more, or nobody reads it any more. */
function drained(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      parser.off('drain', done).off('close', done);
      resolve();
    };
    parser.on('drain', done).on('close', done);
  });
}

/** Returns the cells up to the last one with something in it: Excel writes a comma for each column that somebody gave a format. */
function cellsOf(record: readonly unknown[]): Cell[] {
  const cells = record.slice(0, mostColumns).map(cellOf);
  return cells.slice(0, cells.findLastIndex(({ kind }) => kind !== 'empty') + 1);
}

/** Accents may stand behind their letters, as in windows-1258: NFC puts them together. */
function cellOf(value: unknown): Cell {
  const text = typeof value === 'string' ? value.normalize('NFC').trim() : '';
  return text === '' ? emptyCell : { kind: 'text', text };
}
