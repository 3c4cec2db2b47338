import type { ListOpportunitiesQuery } from '../../api/opportunities/list-opportunities.ts';
import type { Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { readLeads } from '../leads/index.ts';
import { type Opportunity, OpportunityCard, readOpportunities } from '../needs/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { fillPage } from '../platform/fill-page.ts';
import { type LeadId, leadOfOpportunity, OpportunityId, PoolId, RepId } from '../platform/ids.ts';
import { idAtPlace, indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { type IndexRow, type Listing, walkIndex } from '../platform/walk-index.ts';
import { productNamed } from '../products/index.ts';
import { productKind } from '../products/product-config.ts';
import { type FoundOpportunity, mayWith } from './find-opportunity.ts';
import { listedWith } from './rules-owner.ts';

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
const most = { rows: 2_000, reads: 500 } as const;

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
  const listing = listingOf(principal, query, pools);
  const { items, next } = await fillPage(rowsIn(walkIndex(parts.table, listing, { from: null, to: null, before }, query.limit)), {
    limit: query.limit,
    most,
    idOf: ({ opportunityId }) => opportunityId,
    mayFit: ({ card }) => card === null || cardFits(card, wanted),
    lookUp: async (rows) => {
      const found = await readFound(parts.table, rows);
      const isSeen = ({ opportunity, lead }: FoundOpportunity) => mayWith(principal, 'opportunity.read', opportunity, lead);
      return new Map([...found].filter(([, one]) => isSeen(one) && fits(one, wanted)));
    },
  });
  return { items, nextCursor: next === null ? null : parts.cursors.seal(next, asked) };
}

interface Row {
  readonly opportunityId: OpportunityId;
  readonly place: string;
  /** Null where only the opportunity tells whether it fits. */
  readonly card: OpportunityCard | null;
}

async function* rowsIn(index: AsyncIterable<IndexRow>): AsyncGenerator<Row> {
  for await (const { place, item } of index) {
    yield { opportunityId: OpportunityId.parse(idAtPlace(place)), place, card: OpportunityCard.safeParse(item.card).data ?? null };
  }
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
  const { owner, poolId } = listedWith(opportunity, lead);
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
