import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { inTurns } from '../platform/in-turns.ts';
import { withTextMark } from '../platform/rules-formula.ts';
import { textOfCell } from '../sheets/index.ts';
import type { ImportFiles, RowResult } from './files.ts';
import type { Import } from './import.ts';
import { actionSentences, reasonWords } from './sentences.ts';

/** What an Excel with Vietnamese settings parts cells by: there the comma is in numbers. */
const delimiter = ';';
const lineAtOnce = 2_000;
/** A large list has a thousand parts: one after the other they would take longer than the work may. */
const partsAtOnce = 8;

/**
 * Writes one line for each row that was set aside or of which something was not used: where it is, what became of it, why, and the row as it stood, so
 * that it can be put right and brought again. Of somebody who was erased nothing is written down anew.
 */
export async function writeResult(list: Import, files: ImportFiles): Promise<void> {
  const faulty = new Map<string, RowResult>();
  await inTurns([...Array(list.parts).keys()], partsAtOnce, async (part) => {
    for (const result of (await files.part('result', part)) ?? []) {
      if (result.action === 'quarantine' || result.warnings.length > 0) faulty.set(`${result.sheet}!${result.row}`, result);
    }
  });
  const heads = (await files.heads()) ?? [];
  const columns = [...new Map(heads.flatMap((head) => head.columns.map(({ key, header }) => [key, header] as const)))];
  const chunks: Buffer[] = [
    Buffer.from(
      `\ufeff${stringify([['Sheet', 'Dòng / Row', 'Kết quả / Result', 'Lý do', 'Reason', ...columns.map(([, header]) => withTextMark(header))]], { delimiter })}`,
    ),
  ];
  let lines: string[][] = [];
  const flush = (): void => {
    if (lines.length > 0) chunks.push(Buffer.from(stringify(lines, { delimiter })));
    lines = [];
  };
  for (let part = 0; faulty.size > 0; part += 1) {
    const raw = await files.part('raw', part);
    if (!raw) break;
    for (const { sheet, row, cells } of raw) {
      const head = heads[sheet];
      const result = head && faulty.get(`${head.name}!${row}`);
      if (!head || !result) continue;
      const own = new Map(head.columns.map(({ key }, index) => [key, cells[index]]));
      const values = columns.map(([key]) => {
        const cell = result.reason === 'erased' ? undefined : own.get(key);
        return cell ? withTextMark(textOfCell(cell)) : '';
      });
      const reasons = [...(result.reason === null ? [] : [result.reason]), ...result.warnings];
      const told = (locale: 'vi' | 'en') => [...new Set(reasons)].map((reason) => reasonWords(reason)[locale]).join('; ');
      lines.push([
        withTextMark(head.name),
        String(row),
        `${actionSentences[result.action].vi} / ${actionSentences[result.action].en}`,
        told('vi'),
        told('en'),
        ...values,
      ]);
      if (lines.length >= lineAtOnce) flush();
    }
  }
  flush();
  await files.putResult(Buffer.concat(chunks));
}

/** Columns that say where a row is, what became of it and why; what stood in it is behind them. */
const ownColumns = 5;

/** Writes the result anew without what stood in rows of somebody. @returns how many those are */
export async function writeResultWithout(isNamed: (cells: readonly string[]) => boolean, files: ImportFiles): Promise<number> {
  const stored = await files.result();
  if (!stored) return 0;
  // A file of an older version has commas.
  const parted = Buffer.from(stored.subarray(0, 12)).includes(delimiter) ? delimiter : ',';
  const chunks: Buffer[] = [];
  let lines: string[][] = [];
  let gone = 0;
  const flush = (): void => {
    if (lines.length > 0) chunks.push(Buffer.from(stringify(lines, { delimiter })));
    lines = [];
  };
  for await (const line of Readable.from([Buffer.from(stored)]).pipe(parse({ bom: true, delimiter: parted })) as AsyncIterable<string[]>) {
    const isGone = isNamed(line.slice(ownColumns));
    if (isGone) gone += 1;
    lines.push(isGone ? line.map((cell, column) => (column < ownColumns ? cell : '')) : line);
    if (lines.length >= lineAtOnce) flush();
  }
  flush();
  if (gone > 0) await files.putResult(Buffer.concat([Buffer.from('\ufeff'), ...chunks]));
  return gone;
}
