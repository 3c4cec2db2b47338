import type { TargetListView } from '../../api/targets/target-view.ts';
import type { Principal } from '../access/index.ts';
import type { Table } from '../platform/table.ts';
import { countReps, type ShowReportParts } from '../reports/index.ts';
import { isMember, poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { bandOf, percentOf } from './rules-bands.ts';
import { readTargets, type Target } from './target.ts';

export interface ListTargetsParts extends ShowReportParts {
  readonly table: Pick<Table, 'query' | 'batchGet'>;
}

/**
 * Lists targets of a month that somebody may see, with what is done of each. What a rep does in another pool counts as well: the target is of all of it.
 * @param month the present one where none is named
 */
export async function listTargets(month: string | undefined, principal: Principal, parts: ListTargetsParts): Promise<TargetListView> {
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
  const nameOf = ({ kind, id }: Target): string => (kind === 'rep' ? reps.documents.get(id)?.name : pools.documents.get(id)?.name.vi) ?? id;
  const items = seen.map((target) => ({
    ...target,
    name: nameOf(target),
    goals: target.goals.map(({ metric, amount }) => {
      const done = doneOf(target, metric);
      const percent = percentOf(done, amount);
      return { metric, amount, done, percent, band: bandOf(percent, target.bands) };
    }),
  }));
  const order = ({ kind, name }: (typeof items)[number]) => `${kind === 'pool' ? 0 : 1} ${name}`;
  return {
    month: count.month,
    passedPercent: count.passedPercent,
    items: items.toSorted((one, other) => order(one).localeCompare(order(other), 'vi')),
  };
}
