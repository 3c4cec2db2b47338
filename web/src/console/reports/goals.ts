import type { TargetListView } from '../../../../api/targets/target-view.ts';
import type { Period } from './period.ts';

/** What rows are to reach, by the key of the row and the name of the column. */
export type Goals = ReadonlyMap<string, number>;

export const goalKey = (row: string, column: string): string => `${row} ${column}`;

/** The month that a period is, whether or not it is over; null: it is another time, for which nothing was aimed at. */
export const monthOf = ({ unit, from }: Pick<Period, 'unit' | 'from'>): string | null =>
  unit === 'month' ? from.slice(0, 'yyyy-mm'.length) : null;

/** Returns the goals of reps, or of pools, as ticks in the table of the report `reps`; none where rows are of something else. */
export function goalsOf({ items }: Pick<TargetListView, 'items'>, by: string): Goals {
  const own = items.filter(({ kind }) => kind === by);
  return new Map(
    own.flatMap(({ id, goals }) =>
      goals.map(({ metric, amount }) => [goalKey(id, metric === 'net' ? 'net:VND' : metric), amount] as const),
    ),
  );
}

/**
 * Returns the net revenue, in dong, that whoever looks is to reach: a rep their own, others that of the pools whose numbers they see. Null where nothing
 * was set, and where a region is shown, of which there is no target.
 */
export function moneyGoalOf({ items }: Pick<TargetListView, 'items'>, scope: string): number | null {
  if (scope === 'regions') return null;
  const kind = scope === 'own' ? 'rep' : 'pool';
  const amounts = items.flatMap((one) =>
    one.kind === kind ? one.goals.flatMap(({ metric, amount }) => (metric === 'net' ? [amount] : [])) : [],
  );
  return amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + amount, 0);
}
