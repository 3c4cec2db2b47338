import type { RepId } from '../platform/ids.ts';
import type { Decision, RejectReason } from './decision.ts';

/** What made a window of a pool end: a rep joined or left those who take part, or has another weight. */
export interface WindowChange {
  readonly repId: RepId;
  readonly kind: 'joined' | 'left' | 'weight';
  readonly from: number;
  readonly to: number;
  /** Why a rep who left is left out; null: they are no member any more, or did not leave. */
  readonly reason: RejectReason | null;
}

/** The present window of a pool, in which the same reps take part with the same weights. */
export interface Window {
  /** Null: before the decisions that were read. */
  readonly beganAt: string | null;
  /** Empty where the pool's first lead began it, or its beginning is not known. */
  readonly changes: readonly WindowChange[];
}

/** Finds the window that a pool is in. @param given its decisions that gave somebody a lead, newest first */
export function windowOf(given: readonly Decision[]): Window {
  const [newest] = given;
  if (!newest) return { beganAt: null, changes: [] };
  const earlier = given.findIndex((decision) => changesBetween(decision, newest).length > 0);
  const first = given.at(earlier === -1 ? -1 : earlier - 1) ?? newest;
  const before = given[earlier];
  if (before) return { beganAt: first.at, changes: changesBetween(before, first) };
  return { beganAt: first.poolVersion === 0 ? first.at : null, changes: [] };
}

function changesBetween(before: Decision, after: Decision): WindowChange[] {
  const [then, now] = [before, after].map(
    ({ candidates }) => new Map(candidates.flatMap(({ repId, weight, rejected }) => (rejected === null ? [[repId, weight] as const] : []))),
  );
  const repIds = new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...repIds].flatMap((repId): WindowChange[] => {
    const [from, to] = [then?.get(repId) ?? 0, now?.get(repId) ?? 0];
    if (from === to) return [];
    const reason = to === 0 ? (after.candidates.find((one) => one.repId === repId)?.rejected ?? null) : null;
    return [{ repId, kind: from === 0 ? 'joined' : to === 0 ? 'left' : 'weight', from, to, reason }];
  });
}
