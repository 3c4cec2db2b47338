import { LeadId } from '../platform/ids.ts';
import { idAtPlace, indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';

const sample = { index: indexes.gsi3, partitions: [indexKeys.samplePartition] } as const;

/** Lists one lead of 256, newest first: all of a business, and few enough to be read while somebody waits. */
export async function listSample(table: Table): Promise<LeadId[]> {
  const found: LeadId[] = [];
  for await (const { place } of walkIndex(table, sample, { from: null, to: null, before: null }))
    found.push(LeadId.parse(idAtPlace(place)));
  return found;
}
