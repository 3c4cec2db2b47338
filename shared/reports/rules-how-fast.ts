import type { Fact, Ownership } from '../facts/index.ts';
import { leadSubject } from '../platform/ids.ts';

/** What of a fact tells how fast somebody was reached. */
export type SpeedFact = Pick<Fact, 'erased' | 'owners' | 'statuses' | 't'>;

/** From the post to the rep; from there to the notice, to their word that they take it, to the first attempt and to the first contact. */
export const speedMeasures = ['system', 'notice', 'acceptance', 'attempt', 'contact'] as const;
export type SpeedMeasure = (typeof speedMeasures)[number];

/** How fast one step of one lead was. */
export interface Speed {
  readonly measure: SpeedMeasure;
  readonly ms: number;
  /** It has not been taken: in the end it takes as long as this or longer. */
  readonly isOpen: boolean;
  /** By the wall clock. Of an attempt and a contact `ms` is the working time of those who had the lead since a rep first had it. */
  readonly wallMs: number;
  /** What of `ms` is of whoever took the step, or is to take it, alone. */
  readonly ownMs: number;
  /** Whose step it was: who had the lead when it was taken, or has it while it waits. Null: nobody's, or the system's. */
  readonly owner: Ownership | null;
}

/** Tells how much of a time a rep of a pool works, in milliseconds. */
export type WorkedMs = (owner: Ownership, from: number, to: number) => number;

/**
 * Returns how fast each step of a lead was. A step that waits is open, at its age so far: who is never called makes a week slow, not fast.
 * Nobody waits for somebody whom sales is done with, or who was erased: a step that was not taken until then is left out. A step that was
 * taken before the one that it is counted from, e.g. a call before the assignment, took no time.
 */
export function speedsOf({ erased, t, owners, statuses }: SpeedFact, now: number, workedMs: WorkedMs): Speed[] {
  const isOver = erased || endedAt(statuses) !== null;
  // Who had the lead itself, not a need of it: found once for all steps.
  const held = owners.filter(({ subject }) => subject === leadSubject);
  const wall = (measure: SpeedMeasure, from: number | null, to: number | null, owner: Ownership | null): Speed[] => {
    if (from === null || (to === null && isOver)) return [];
    const ms = Math.max(0, (to ?? now) - from);
    return [{ measure, ms, wallMs: ms, ownMs: ms, isOpen: to === null, owner }];
  };
  const worked = (measure: SpeedMeasure, to: number | null, knownMs: number | null): Speed[] =>
    wall(measure, t.assignedAt, to, ownerAt(held, to ?? now)).map((speed) => {
      const { before, own } = workedSince(held, speed.owner, t.assignedAt ?? now, to ?? now, workedMs);
      const ownMs = to === null ? own : (knownMs ?? own);
      return { ...speed, ms: before + ownMs, ownMs };
    });
  return [
    ...wall('system', t.acceptedAt, t.assignedAt, null),
    // Not every rep is told by mail, and not every pool asks for a word.
    ...(t.notifiedAt === null ? [] : wall('notice', t.assignedAt, t.notifiedAt, ownerAt(held, t.notifiedAt))),
    ...(t.repAcceptedAt === null ? [] : wall('acceptance', t.assignedAt, t.repAcceptedAt, ownerAt(held, t.repAcceptedAt))),
    ...worked('attempt', t.attemptedAt, t.attemptWorkMs),
    ...worked('contact', t.contactedAt, t.contactWorkMs),
  ];
}

/**
 * Adds up the working time of those who had the lead between two moments: `own` of whoever had it at the end, `before` of all others. While
 * nobody had it no clock ran. @param last who had it at the end
 */
function workedSince(
  held: readonly Ownership[],
  last: Ownership | null,
  from: number,
  to: number,
  workedMs: WorkedMs,
): { before: number; own: number } {
  let [before, own] = [0, 0];
  for (const owner of held) {
    const [since, until] = [Math.max(owner.from, from), Math.min(owner.to ?? to, to)];
    if (since >= until) continue;
    if (owner === last) own += workedMs(owner, since, until);
    else before += workedMs(owner, since, until);
  }
  return { before, own };
}

/** Who loses a lead at a moment had it until then: what they did at that very moment is theirs. */
const ownerAt = (held: readonly Ownership[], at: number): Ownership | null =>
  held.findLast(({ from, to }) => from <= at && (to === null || at < to)) ??
  held.findLast(({ from, to }) => from <= at && to === at) ??
  null;

/** Returns since when sales is done with a lead; null: it is not. */
export function endedAt(statuses: Fact['statuses']): number | null {
  const last = statuses.at(-1);
  return last && last.status !== 'active' ? last.at : null;
}
