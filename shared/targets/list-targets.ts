import type { TargetListView } from '../../api/targets/target-view.ts';
import { mayAtAll, mayWithPool, mayWithRep, type Principal } from '../access/index.ts';
import type { Locale } from '../leads/record.ts';
import type { Table } from '../platform/table.ts';
import { countReps, type ShowReportParts } from '../reports/index.ts';
import { isMember, type PoolConfig, poolKind, poolsOfRep } from '../routing/pool-config.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { bandOf, percentOf } from './rules-bands.ts';
import { readTargets, type Target } from './target.ts';

export interface ListTargetsParts extends ShowReportParts {
  readonly table: Pick<Table, 'query' | 'batchGet'>;
}

/**
 * Lists targets of a month that somebody may see, with what is done of each. What a rep does in another pool counts as well: the target is of all of it.
 * @param asked `month`: the present one where none is named
 */
export async function listTargets(
  { month, locale }: { readonly month: string | undefined; readonly locale: Locale },
  principal: Principal,
  parts: ListTargetsParts,
): Promise<TargetListView> {
  const { table, config } = parts;
  const count = await countReps(month, parts);
  const [targets, reps, pools] = await Promise.all([readTargets(table, count.month), config.current(repKind), config.current(poolKind)]);
  const isSeen = ({ kind, id }: Target): boolean => {
    switch (principal.role) {
      case 'admin':
      case 'manager':
        return true;
      case 'leader':
        return principal.pools.some((poolId) => (kind === 'pool' ? poolId === id : isMember(pools.documents.get(poolId), id)));
      case 'rep':
        return kind === 'rep' && id === principal.repId;
      default:
        return false;
    }
  };
  const seen = targets.filter((target) => target.goals.length > 0 && isSeen(target));
  const doneOf = await count.read(seen);
  const nameOf = ({ kind, id }: Whose): string =>
    (kind === 'rep' ? reps.documents.get(id)?.name : pools.documents.get(id)?.name[locale]) ?? id;
  const items = seen.map((target) => ({
    ...target,
    name: nameOf(target),
    goals: target.goals.map(({ metric, amount }) => {
      const done = doneOf(target, metric);
      const percent = percentOf(done, amount);
      return { metric, amount, done, percent, band: bandOf(percent, target.bands) };
    }),
  }));
  const order = ({ kind, name }: Named) => `${kind === 'pool' ? 0 : 1} ${name}`;
  const byName = (one: Named, other: Named) => order(one).localeCompare(order(other), 'vi');
  const settable = settableBy(principal, [...pools.documents.values()], [...reps.documents.values()]).map((one) => ({
    ...one,
    name: nameOf(one),
    version: targets.find(({ kind, id }) => kind === one.kind && id === one.id)?.version ?? 0,
  }));
  return {
    month: count.month,
    passedPercent: count.passedPercent,
    items: items.toSorted(byName),
    settable: settable.toSorted(byName),
  };
}

type Whose = Pick<Target, 'kind' | 'id'>;
type Named = Whose & { readonly name: string };

/** Lists of whom somebody may set a target, as the routes that set one decide it; of reps who work. */
function settableBy(principal: Principal, pools: readonly PoolConfig[], reps: readonly RepConfig[]): Whose[] {
  const poolIds = mayAtAll(principal, 'target.setForPool')
    ? pools.filter(({ id }) => mayWithPool(principal, 'target.setForPool', { poolId: id, repIds: [] })).map(({ id }) => id)
    : [];
  const isWithin = ({ id }: RepConfig): boolean => {
    const own = poolsOfRep(pools, id).map((pool) => pool.id);
    return mayWithRep(principal, 'target.setForRep', id, own);
  };
  const repIds = mayAtAll(principal, 'target.setForRep') ? reps.filter((rep) => rep.active && isWithin(rep)).map(({ id }) => id) : [];
  return [...poolIds.map((id): Whose => ({ kind: 'pool', id })), ...repIds.map((id): Whose => ({ kind: 'rep', id }))];
}
