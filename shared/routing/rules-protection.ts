import { addMs, daysMs, isoTime } from '../platform/clock.ts';
import type { RepId } from '../platform/ids.ts';
import type { Assignment } from './assignment.ts';
import type { PoolConfig } from './pool-config.ts';

/** An assignment that a rep has, and need not accept any more. */
export type Owned = Extract<Assignment, { readonly state: 'offered' | 'owned' }> & { readonly state: 'owned' };

/** Tells whether a rep has a subject who need not accept it any more. */
export function isOwned(assignment: Assignment): assignment is Owned {
  return assignment.state === 'owned';
}

/**
 * Tells whether a subject is protected at a moment: no rule takes it from the rep who has it, neither for its age nor for how a call ended, and nobody splits it. A
 * person who may give it to somebody still may.
 */
export function isProtected(assignment: Assignment | null | undefined, at: Date): boolean {
  return assignment != null && isOwned(assignment) && Date.parse(assignment.protectedUntil ?? '') > at.getTime();
}

/** Returns until when no rule takes a subject from the rep who has it; null: rules may. */
export function protectedUntil(assignment: Assignment | null | undefined, at: Date): string | null {
  return assignment != null && isOwned(assignment) && isProtected(assignment, at) ? (assignment.protectedUntil ?? null) : null;
}

/**
 * Returns until when a subject is protected from now on, because a rep reaches out to the person: with the first time, once for each rep who gets the subject, and only in a
 * pool that protects. What is offered to them they accept by the same act. Null: no protection begins.
 */
export function protectionBy(
  repId: RepId | null,
  assignment: Assignment | undefined,
  pool: Pick<PoolConfig, 'protectDays'> | undefined,
  at: Date,
): string | null {
  if (!assignment || assignment.repId === null || assignment.repId !== repId) return null;
  if (pool?.protectDays === undefined || assignment.protectedUntil !== undefined) return null;
  return isoTime(addMs(at, pool.protectDays * daysMs));
}
