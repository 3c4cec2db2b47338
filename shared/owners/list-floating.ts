import type { FloatingListView, FloatingQuery } from '../../api/pools/list-floating.ts';
import { mayWithPool, type Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { readLeads } from '../leads/index.ts';
import { readOpportunities } from '../needs/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { NotFoundError } from '../platform/errors.ts';
import { fillPage } from '../platform/fill-page.ts';
import { LeadId, leadSubject, OpportunityId, type PoolId, type RepId, SubjectId } from '../platform/ids.ts';
import { idAtPlace, momentOfPlace, sortId } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { byFloating } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { poolOfTaker, repsWhoTake } from './rules-floating.ts';
import { dayOf, readTaken } from './taken.ts';

/** Rows looked at, and leads read, for one answer. */
const most = { rows: 1_000, reads: 300 } as const;

type Shown = FloatingListView['items'][number];

/** Lists what floats in a pool, the latest first, without what tells whose it is. @throws NotFoundError when there is no such pool, or none of the caller's */
export async function listFloating(
  poolId: PoolId,
  principal: Principal,
  query: FloatingQuery,
  {
    table,
    config,
    cursors,
    clock,
  }: { readonly table: Table; readonly config: ConfigReader; readonly cursors: Cursors; readonly clock: Clock },
): Promise<FloatingListView> {
  const { documents: pools } = await config.current(poolKind);
  const pool = pools.get(poolId);
  const isSeen = pool && mayWithPool(principal, 'pool.floating', { poolId, repIds: repsWhoTake(pool, pools) });
  if (!isSeen) throw new NotFoundError('no such pool');
  const asked: Asked = { userId: principal.userId, route: `GET /v1/pools/${poolId}/floating`, query };
  const before = query.cursor === undefined ? null : cursors.open(query.cursor, asked);
  const rows = rowsIn(table, poolId, before, query.limit);
  const { items, next } = await fillPage(rows, {
    limit: query.limit,
    most,
    idOf: nameOf,
    mayFit: () => true,
    lookUp: (some) => shownOf(some, table),
  });
  const repId = principal.role === 'rep' ? principal.repId : null;
  const perDay = repId !== null && poolOfTaker(repId, pool, pools) !== null ? pool.floating?.perDay : undefined;
  return {
    items,
    nextCursor: next === null ? null : cursors.seal(next, asked),
    mine: await stillTo(perDay, repId, { table, config, clock }),
  };
}

/** What a rep may still take today of a pool that lets each take so many; null for whoever takes none. */
async function stillTo(
  perDay: number | undefined,
  repId: RepId | null,
  { table, config, clock }: { readonly table: Table; readonly config: ConfigReader; readonly clock: Clock },
): Promise<FloatingListView['mine']> {
  if (perDay === undefined || repId === null) return null;
  const taken = await readTaken(table, repId, await dayOf(clock(), { config }));
  return { perDay, leftToday: Math.max(perDay - taken, 0) };
}

interface Row {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly since: string;
  readonly place: string;
}

const nameOf = ({ leadId, subject }: Pick<Row, 'leadId' | 'subject'>) => `${leadId} ${subject}`;

/** What is taken already, or closed, its row may still list for a moment. */
async function shownOf(rows: readonly Row[], table: Table): Promise<ReadonlyMap<string, Shown>> {
  const needIds = rows.flatMap(({ subject }) => OpportunityId.safeParse(subject).data ?? []);
  const [leads, needs] = await Promise.all([
    readLeads(
      table,
      rows.map(({ leadId }) => leadId),
    ),
    readOpportunities(table, needIds),
  ]);
  return new Map(
    rows.flatMap((row): [string, Shown][] => {
      const { leadId, subject, since } = row;
      const lead = leads.get(leadId);
      if (!lead) return [];
      const { region, stage, evidence } = lead;
      const common = { leadId, since, provinceName: region.provinceName, stage, temperature: evidence.temperature };
      if (subject === leadSubject) {
        if (lead.routing?.state !== 'floating') return [];
        return [[nameOf(row), { ...common, opportunityId: null, createdAt: lead.createdAt, products: [...lead.products] }]];
      }
      const need = needs.get(subject as string as OpportunityId);
      if (need?.state !== 'open' || need.owner !== null) return [];
      const products = need.product === null ? [] : [need.product];
      return [[nameOf(row), { ...common, opportunityId: need.opportunityId, createdAt: need.openedAt, products }]];
    }),
  );
}

async function* rowsIn(table: Table, poolId: PoolId, before: string | null, likely: number): AsyncGenerator<Row> {
  for await (const { place, item } of walkIndex(table, byFloating(poolId), { from: null, to: null, before }, likely)) {
    yield { leadId: LeadId.parse(idAtPlace(place)), subject: SubjectId.parse(sortId(item)), since: momentOfPlace(place), place };
  }
}
