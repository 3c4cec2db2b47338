import type { ListOpportunitiesQuery } from '../../api/opportunities/list-opportunities.ts';
import type { Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { readLeads } from '../leads/index.ts';
import { type Opportunity, OpportunityCard, readOpportunities } from '../needs/index.ts';
import { batchSize } from '../platform/batch-size.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { type LeadId, leadOfOpportunity, OpportunityId, PoolId, RepId } from '../platform/ids.ts';
import { idAtPlace, indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { type Listing, walkIndex } from '../platform/walk-index.ts';
import { productNamed } from '../products/index.ts';
import { productKind } from '../products/product-config.ts';
import { type FoundOpportunity, mayWith } from './find-opportunity.ts';
import { holderOf } from './rules-owner.ts';

export interface BoardParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly cursors: Cursors;
}

export interface BoardPage {
  readonly items: readonly FoundOpportunity[];
  readonly nextCursor: string | null;
}

/** Rows looked at, and opportunities read, for one answer. */
const rowsPerRequest = 2_000;
const readsPerRequest = 500;

/**
 * Lists the opportunities that the caller may see, the latest changed first: of one owner, or of pools.
 * @param pools every pool that there is
 */
export async function listOpportunities(
  parts: BoardParts,
  principal: Principal,
  query: ListOpportunitiesQuery,
  pools: readonly PoolId[],
): Promise<BoardPage> {
  const asked: Asked = { userId: principal.userId, route: 'GET /v1/opportunities', query };
  const before = query.cursor === undefined ? null : parts.cursors.open(query.cursor, asked);
  const wanted = await wantedBy(query, parts.config);
  const items: FoundOpportunity[] = [];
  const known = new Set<OpportunityId>();
  let waiting: Row[] = [];
  let examined = 0;
  let read = 0;

  /** Answers the row with which the page is full; null while it is not. */
  const readWaiting = async (): Promise<Row | null> => {
    const batch = waiting;
    waiting = [];
    read += batch.length;
    const found = await readFound(parts.table, batch);
    for (const row of batch) {
      const one = found.get(row.opportunityId);
      if (one && mayWith(principal, 'opportunity.read', one.opportunity, one.lead) && fits(one, wanted)) items.push(one);
      if (items.length >= query.limit) return row;
    }
    return null;
  };

  for await (const { place, item } of walkIndex(
    parts.table,
    listingOf(principal, query, pools),
    { from: null, to: null, before },
    query.limit,
  )) {
    examined += 1;
    const opportunityId = OpportunityId.parse(idAtPlace(place));
    const card = OpportunityCard.safeParse(item.card).data;
    // One that moves meanwhile may have two rows for a moment.
    if (!known.has(opportunityId) && (!card || cardFits(card, wanted))) waiting.push({ opportunityId, place });
    known.add(opportunityId);
    const isEnough = examined >= rowsPerRequest || read + waiting.length >= readsPerRequest;
    if (!isEnough && waiting.length < batchSize(query.limit - items.length, items.length, read)) continue;
    const last = await readWaiting();
    if (last || isEnough) return { items, nextCursor: parts.cursors.seal((last ?? { place }).place, asked) };
  }
  const last = await readWaiting();
  return { items, nextCursor: last && parts.cursors.seal(last.place, asked) };
}

interface Row {
  readonly opportunityId: OpportunityId;
  readonly place: string;
}

/** What a query asks of each opportunity, with the product by its id. */
type Wanted = Pick<ListOpportunitiesQuery, 'owner' | 'pool' | 'pipeline' | 'stage' | 'product' | 'state'>;

async function wantedBy(query: ListOpportunitiesQuery, config: ConfigReader): Promise<Wanted> {
  if (query.product === undefined) return query;
  const { documents } = await config.current(productKind);
  return { ...query, product: productNamed(query.product, documents)?.id ?? query.product };
}

/** A rep has the own board; who names an owner has theirs, of the pools that the caller may see; else the pools are merged. */
function listingOf(principal: Principal, { owner, pool, state }: ListOpportunitiesQuery, pools: readonly PoolId[]): Listing {
  const asked = principal.role === 'rep' ? principal.repId : owner;
  if (asked !== undefined) {
    const repId = RepId.safeParse(asked);
    return { index: indexes.gsi3, partitions: repId.success ? [indexKeys.opportunityOwnerPartition(repId.data, state)] : [] };
  }
  const named = PoolId.safeParse(pool).data;
  const all = principal.role === 'leader' ? principal.pools : [...pools, null];
  const wanted = pool === undefined ? all : named === undefined ? [] : [named];
  return { index: indexes.gsi2, partitions: wanted.map((poolId) => indexKeys.opportunityPoolPartition(poolId, state)) };
}

function cardFits(card: OpportunityCard, { pipeline, stage, product }: Wanted): boolean {
  return isAsked(card.pipeline, pipeline) && isAsked(card.stage, stage) && isAsked(card.product, product);
}

/** As it stands: rows lag behind. */
function fits({ opportunity, lead }: FoundOpportunity, wanted: Wanted): boolean {
  const { pipelineId: pipeline, stageId: stage, product, state } = opportunity;
  const { owner, poolId } = holderOf(opportunity, lead);
  return (
    cardFits({ pipeline, stage, product }, wanted) && state === wanted.state && isAsked(owner, wanted.owner) && isAsked(poolId, wanted.pool)
  );
}

const isAsked = (value: string | null, asked: string | undefined): boolean => asked === undefined || value === asked;

async function readFound(table: Table, rows: readonly Row[]): Promise<ReadonlyMap<OpportunityId, FoundOpportunity>> {
  const ids = rows.map(({ opportunityId }) => opportunityId);
  const [opportunities, leads] = await Promise.all([readOpportunities(table, ids), readLeads(table, [...new Set(ids.map(leadOf))])]);
  const found = [...opportunities.values()].flatMap((opportunity): [OpportunityId, FoundOpportunity][] => {
    const lead = leads.get(leadOf(opportunity.opportunityId));
    return lead ? [[opportunity.opportunityId, { opportunity, lead }]] : [];
  });
  return new Map(found);
}

const leadOf = (opportunityId: Opportunity['opportunityId']): LeadId => leadOfOpportunity(opportunityId);
