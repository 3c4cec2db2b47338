import type { FloatingListView, FloatingQuery } from '../../api/pools/list-floating.ts';
import { mayWithPool, type Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { readLeads } from '../leads/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { NotFoundError } from '../platform/errors.ts';
import { fillPage } from '../platform/fill-page.ts';
import { LeadId, leadSubject, type PoolId } from '../platform/ids.ts';
import { idAtPlace, momentOfPlace, sortId } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { byFloating } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repsWhoTake } from './rules-floating.ts';

/** Rows looked at, and leads read, for one answer. */
const most = { rows: 1_000, reads: 300 } as const;

type Shown = FloatingListView['items'][number];

/** Lists what floats in a pool, the latest first, without what tells whose it is. @throws NotFoundError when there is no such pool, or none of the caller's */
export async function listFloating(
  poolId: PoolId,
  principal: Principal,
  query: FloatingQuery,
  { table, config, cursors }: { readonly table: Table; readonly config: ConfigReader; readonly cursors: Cursors },
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
    idOf: ({ leadId }) => leadId,
    mayFit: ({ isLead }) => isLead,
    lookUp: async (some) => {
      const leads = await readLeads(
        table,
        some.map(({ leadId }) => leadId),
      );
      return new Map(
        some.flatMap(({ leadId, since }): [LeadId, Shown][] => {
          const lead = leads.get(leadId);
          if (lead?.routing?.state !== 'floating') return [];
          const { createdAt, region, products, stage, evidence } = lead;
          const { provinceName } = region;
          return [[leadId, { leadId, since, createdAt, provinceName, products: [...products], stage, temperature: evidence.temperature }]];
        }),
      );
    },
  });
  return { items, nextCursor: next === null ? null : cursors.seal(next, asked) };
}

async function* rowsIn(table: Table, poolId: PoolId, before: string | null, likely: number) {
  for await (const { place, item } of walkIndex(table, byFloating(poolId), { from: null, to: null, before }, likely)) {
    yield { leadId: LeadId.parse(idAtPlace(place)), since: momentOfPlace(place), place, isLead: sortId(item) === leadSubject };
  }
}
