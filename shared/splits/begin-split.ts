import type { SplitView } from '../../api/pools/split-view.ts';
import type { GiveReason } from '../../events/index.ts';
import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import type { PoolId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { ImpossibleSplitError } from './errors.ts';
import { putPlan } from './moves.ts';
import type { SplitParts } from './parts.ts';
import type { SplitPlan } from './rules-plan.ts';
import { type Names, splitView } from './show-split.ts';
import { keptDays, putSplit, type Split, type SplitKind } from './split.ts';
import { askForPart, askLater } from './split-request.ts';

/** Who asks for which split, and what is planned. */
export interface SplitAsked {
  readonly kind: SplitKind;
  readonly place: string;
  readonly poolId: PoolId | null;
  readonly reason: GiveReason;
  readonly by: string;
  readonly plan: SplitPlan;
}

/** Returns the split as it would begin. */
export function splitOf({ kind, place, poolId, reason, by, plan }: SplitAsked, { clock, ids }: Pick<SplitParts, 'clock' | 'ids'>): Split {
  const at = clock();
  const planned = Map.groupBy(plan.leads, ({ to }) => to);
  return {
    place,
    splitId: ids.splitId(at),
    version: 1,
    kind,
    reason,
    by,
    askedAt: isoTime(at),
    poolId,
    phase: 'moving',
    parts: 0,
    next: 0,
    shares: [...planned].map(([repId, leads]): Split['shares'][number] => ({ repId, planned: leads.length, moved: 0, back: 0, first: [] })),
    leftOut: Object.fromEntries([...plan.leftOut].map(([reason_, leads]) => [reason_, leads.length])),
    missed: {},
    expiresAt: epochSeconds(addMs(at, keptDays * daysMs)),
  };
}

/**
 * Begins a split whose plan is written down before: the work goes by that alone. What is asked for twice under one key begins once.
 * @throws ImpossibleSplitError where nothing would go
 */
export async function beginSplit(
  asked: SplitAsked,
  { names, along }: { readonly names: Names; readonly along: (view: SplitView) => readonly WriteItem[] },
  parts: SplitParts,
): Promise<SplitView> {
  if (asked.plan.leads.length === 0) throw new ImpossibleSplitError('There is nothing to split. Không có lead nào để chia.');
  const begun = splitOf(asked, parts);
  const at = new Date(begun.askedAt);
  const count = await putPlan(parts.table, begun.splitId, asked.plan.leads, at);
  const split = { ...begun, parts: count };
  const view = splitView(split, names);
  const { place, splitId } = split;
  await parts.table.transact([putSplit(null, split, parts.ids.attemptId()), askLater(split, 'moving', at), ...along(view)]);
  await parts.work.send(askForPart({ place, splitId, phase: 'moving' }));
  return view;
}
