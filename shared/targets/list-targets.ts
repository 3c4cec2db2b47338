import type { TargetListView } from '../../api/targets/target-view.ts';
import type { Principal } from '../access/index.ts';
import type { Locale } from '../leads/record.ts';
import { PoolId, RepId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { countReps, type ShowReportParts } from '../reports/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { bandOf, percentOf } from './rules-bands.ts';
import { readTargets, type Target } from './target.ts';
import { readTargetReach } from './target-reach.ts';

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
  const [targets, reps, pools, reach] = await Promise.all([
    readTargets(table, count.month),
    config.current(repKind),
    config.current(poolKind),
    readTargetReach(principal, config),
  ]);
  const isOwn = ({ kind, id }: Target): boolean => principal.role === 'rep' && kind === 'rep' && id === principal.repId;
  const isSeen = (target: Target): boolean =>
    isOwn(target) || (target.kind === 'pool' ? reach.hasPool(PoolId.parse(target.id)) : reach.hasRep(RepId.parse(target.id)));
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
  const whose: readonly Whose[] = [
    ...[...pools.documents.values()].filter(({ id }) => reach.hasPool(id)).map(({ id }): Whose => ({ kind: 'pool', id })),
    ...[...reps.documents.values()].filter(({ id, active }) => active && reach.hasRep(id)).map(({ id }): Whose => ({ kind: 'rep', id })),
  ];
  const settable = whose.map((one) => ({
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
