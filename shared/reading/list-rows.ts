import type { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import type { Principal } from '../access/index.ts';
import { type CardRow, walkCards } from '../cards/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { CorruptItemError } from '../platform/errors.ts';
import { type PoolId, RepId, type SegmentId } from '../platform/ids.ts';
import { type CardRegion, cardRegions, indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import type { RowsWanted } from '../platform/walk-index.ts';
import { macroRegion } from '../regions/index.ts';
import { byWaiting } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { byActivity, walkByCreation } from '../seats/index.ts';
import { byEntering } from '../segments/index.ts';
import { type Place, placeOf } from './list-filters.ts';
import { activeIn, createdIn } from './list-query.ts';
import { isBySegment } from './list-segment.ts';
import { partsOfProvince } from './parts-of-provinces.ts';

interface RowsParts {
  readonly table: Table;
  readonly config: ConfigReader;
  /** Hears of a lead that had to be read for its place and is malformed. */
  readonly onMalformed: (error: CorruptItemError, key: string) => void;
}

/** Where a list goes on, and how many rows it is likely to look at. */
export interface RowsWish {
  readonly before: string | null;
  readonly rowsWanted: RowsWanted;
  /** The segment that the list is of; null where it asks for none. */
  readonly segment: SegmentId | null;
}

/** The rows that a list is made of, in its order: those of the most selective index that holds all of the caller's. */
export async function rowsOf(
  { table, config, onMalformed }: RowsParts,
  principal: Principal,
  query: ListLeadsQuery,
  { before, rowsWanted, segment }: RowsWish,
): Promise<AsyncIterable<CardRow>> {
  const owner = principal.role === 'rep' ? principal.repId : query.owner;
  if (owner !== undefined) return rowsOfOwner(table, owner, query, { before, rowsWanted, onMalformed });
  if (segment !== null && isBySegment(principal, query)) {
    return walkCards(table, byEntering(segment), { from: null, to: null, before }, rowsWanted);
  }
  if (query.waiting) {
    return walkCards(table, byWaiting(await poolsOf(principal, config)), { from: null, to: null, before }, rowsWanted);
  }
  const regions = await regionsOf(principal, query, config);
  const listing =
    query.sort === 'activity'
      ? { index: indexes.gsi2, partitions: partitionsByActivity(regions, query) }
      : { index: indexes.gsi1, partitions: indexKeys.cardPartitions(regions) };
  return walkCards(table, listing, { ...spanOf(query), before }, rowsWanted);
}

/** Where leads of these parts of the country are listed by activity: retired ones apart, who are in segments like all others. */
function partitionsByActivity(regions: readonly CardRegion[], { status, segment }: ListLeadsQuery): string[] {
  const retired = status === 'retired' || (status === undefined && segment !== undefined);
  const others = status !== 'retired';
  return [...(others ? indexKeys.cardPartitions(regions) : []), ...(retired ? indexKeys.retiredPartitions(regions) : [])];
}

/** The pools in which leads wait that the caller may see. */
async function poolsOf(principal: Principal, config: ConfigReader): Promise<readonly PoolId[]> {
  if (principal.role === 'leader') return principal.pools;
  return [...(await config.current(poolKind)).documents.values()].map(({ id }) => id);
}

/** The leads of which a rep owns something. What no rep can be called owns nothing. */
function rowsOfOwner(
  table: Table,
  owner: string,
  query: ListLeadsQuery,
  { before, rowsWanted, onMalformed }: Omit<RowsWish, 'segment'> & Pick<RowsParts, 'onMalformed'>,
): AsyncIterable<CardRow> {
  const repId = RepId.safeParse(owner);
  const partitions = repId.success ? [indexKeys.seatPartition(repId.data)] : [];
  const active = activeIn(query);
  if (query.sort === 'activity') return walkCards(table, byActivity(partitions), { ...active, before }, rowsWanted);
  return walkByCreation(table, partitions, { span: { ...createdIn(query), before }, active, rowsWanted, onMalformed });
}

/** Nothing happens to a lead before it is made, so the end of its activity is one of its making, too. */
function spanOf(query: ListLeadsQuery) {
  const active = activeIn(query);
  if (query.sort === 'activity') return active;
  const { from, to } = createdIn(query);
  const ends = [to, active.to].flatMap((end) => (end === null ? [] : [end.getTime()]));
  return { from, to: ends.length === 0 ? null : new Date(Math.min(...ends)) };
}

/** The parts of the country that hold all leads of a region, or of all of them, that the caller may see: no other one is read. */
export async function regionsOf(
  principal: Principal,
  { region }: Pick<ListLeadsQuery, 'region'>,
  config: ConfigReader,
): Promise<CardRegion[]> {
  const wanted = placeOf(region);
  const asked = wanted === null ? null : await partsOf([wanted], config);
  const isBound = principal.role === 'manager' && principal.regions.length > 0;
  const allowed = isBound ? await partsOf(principal.regions.map(placeOfCode), config) : null;
  return cardRegions.filter((region) => [asked, allowed].every((parts) => parts === null || parts.has(region)));
}

/** A manager's region as the configuration writes it. */
function placeOfCode(code: string): Place {
  const part = macroRegion.safeParse(code);
  return part.success ? { macroRegion: part.data } : { provinceCode: code };
}

async function partsOf(places: readonly Place[], config: ConfigReader): Promise<ReadonlySet<CardRegion>> {
  const parts = await Promise.all(
    places.map((place) => ('macroRegion' in place ? [place.macroRegion] : partsOfProvince(place.provinceCode, config))),
  );
  return new Set(parts.flat());
}
