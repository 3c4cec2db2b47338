import type { Principal } from '../access/index.ts';
import { type CardRow, walkCards } from '../cards/index.ts';
import type { LeadId } from '../platform/ids.ts';
import { type CardRegion, cardShards, indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { cardTest } from './list-filters.ts';

/** Rows of a partition that half a read unit pays for. */
const rowsPerPartition = 16;
/** Parts of the country whose partitions are all asked at once. */
const fewRegions = 2;
const allTime = { from: null, to: null, before: null } as const;

/**
 * Returns some of the newest leads that the caller may see, as their cards tell. Of the whole country a third of the partitions is asked, and the
 * others where those are not enough: all of them take as much as a page of a list.
 */
export async function recentLeads(
  table: Table,
  principal: Principal,
  regions: readonly CardRegion[],
  most: number,
): Promise<readonly LeadId[]> {
  const all = indexKeys.cardPartitions(regions);
  const turns = regions.length <= fewRegions ? 1 : cardShards;
  const found: CardRow[] = [];
  for (let turn = 0; turn < turns && found.length < most; turn += 1) {
    const partitions = all.filter((_, index) => index % turns === turn);
    found.push(...(await newestOf(table, principal, partitions, most)));
  }
  return found
    .sort((one, other) => (one.place < other.place ? 1 : -1))
    .slice(0, most)
    .map(({ leadId }) => leadId);
}

async function newestOf(table: Table, principal: Principal, partitions: readonly string[], most: number): Promise<CardRow[]> {
  const isInScope = cardTest(principal, []);
  const found: CardRow[] = [];
  let looked = 0;
  for await (const row of walkCards(table, { index: indexes.gsi1, partitions }, allTime, 1)) {
    if (isInScope(row.card)) found.push(row);
    looked += 1;
    if (found.length >= most || looked >= rowsPerPartition * partitions.length) break;
  }
  return found;
}
