import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ConfigReader } from '../config/index.ts';
import { type MonthOfFacts, readAllFacts, readFacts } from '../facts/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/logging.ts';
import type { ListObjects, Objects } from '../platform/objects.ts';
import type { Table } from '../platform/table.ts';
import { type Days, readDays } from '../reports/index.ts';
import { csvOfFacts } from './facts-csv.ts';

/** Below it lies a folder for each month, as Athena parts tables. */
export const factsPrefix = 'facts/';

export interface ExportFactsParts {
  readonly table: Pick<Table, 'query'>;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly files: Pick<Objects, 'put' | 'remove'>;
  readonly listFiles: ListObjects;
  readonly log: Log;
}

const keyOf = (month: string): string => `${factsPrefix}month=${month}/facts.csv.gz`;
const monthIn = (key: string): string | undefined => /\/month=(\d{4}-\d{2})\/facts\.csv\.gz$/.exec(key)?.[1];

const zip = promisify(gzip);

/**
 * Brings the files of facts to what facts are: a month whose bytes are the same is left alone, another one is replaced whole, and what is of no month any more is
 * deleted. Whoever was erased has another id in the facts, so that the next run takes theirs away. Safe to repeat, and to be cut at any point: each file is
 * whole, and the next run finds by the files what is left to do.
 */
export async function exportFacts({ table, config, clock, files, listFiles, log }: ExportFactsParts): Promise<void> {
  const days = await readDays(config);
  const there = new Map((await listFiles(factsPrefix)).map(({ key, md5 }) => [key, md5]));
  const counts = { months: 0, facts: 0, unread: 0, written: 0, deleted: 0 };
  const bring = async (month: MonthOfFacts): Promise<void> => {
    counts.unread += month.unread;
    if (month.facts.length === 0) return;
    const key = keyOf(month.month);
    const known = there.get(key);
    there.delete(key);
    counts.months += 1;
    counts.facts += month.facts.length;
    const bytes = await bytesOf(month, days);
    if (known === createHash('md5').update(bytes).digest('hex')) return;
    await files.put(key, bytes, 'application/gzip');
    counts.written += 1;
  };
  for await (const month of readAllFacts(days.dayOf(clock().getTime()), { table })) await bring(month);
  // Behind a year in which nobody arrived may be more: whatever was written once is looked at.
  const older = [...there.keys()].flatMap((key) => monthIn(key) ?? []);
  for await (const month of readFacts(older, { table })) await bring(month);
  await files.remove([...there.keys()]);
  counts.deleted = there.size;
  if (counts.unread > 0) log.warn('facts of a later version are left out of their files', counts);
  else log.info('facts exported', counts);
}

/** The same facts make the same bytes: gzip keeps no time here. */
async function bytesOf({ facts }: MonthOfFacts, days: Days): Promise<Uint8Array> {
  return zip(csvOfFacts(facts, days));
}
