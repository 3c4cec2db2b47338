import type { AssignmentState, Lead, LeadOwner } from '../leads/index.ts';
import { PheuError } from '../platform/errors.ts';
import { type LeadId, leadOfSubject, leadSubject, PoolId, type RepId, type SubjectId } from '../platform/ids.ts';
import type { Assignment, AssignmentTarget } from './assignment.ts';

/**
 * Where a subject may go from each state; from one rep to another directly, and once more to waiting by another decision. A need that ended with its lead
 * is given away at once when that comes back.
 */
const moves: Readonly<Record<AssignmentState, readonly AssignmentState[]>> = {
  marketing: ['marketing', 'waiting', 'offered', 'owned', 'floating', 'ended'],
  waiting: ['waiting', 'offered', 'owned', 'floating', 'marketing', 'ended'],
  offered: ['owned', 'waiting', 'marketing', 'ended'],
  owned: ['owned', 'waiting', 'floating', 'marketing', 'ended'],
  floating: ['owned', 'offered', 'waiting', 'marketing', 'ended'],
  ended: ['waiting', 'offered', 'owned', 'marketing'],
};

export function mayMove(from: AssignmentState, to: AssignmentState): boolean {
  return moves[from].includes(to);
}

/** Refuses a move that no act may ask for: a mistake in the code that asks, which is made again with each try. */
export class ForbiddenMoveError extends PheuError {
  readonly code = 'forbidden_move';
  readonly status = 500;
  readonly retryable = false;
}

/** The subject that moves, and its assignment as far as there is one. */
export interface Moving {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly before: Assignment | null;
  readonly from: Place;
  /** Whether the rep who gets it has it counted by the same act. @default false */
  readonly isCounted?: boolean;
}

/** Returns the assignment after a move. @throws ForbiddenMoveError */
export function moveAssignment({ leadId, subject, before, from, isCounted = false }: Moving, to: AssignmentTarget, at: string): Assignment {
  if (!mayMove(from.state, to.state)) throw new ForbiddenMoveError(`a subject cannot go from ${from.state} to ${to.state}`);
  const stays = before !== null && before.state === to.state && before.repId === to.repId;
  const own = { leadId: leadOfSubject(leadId, subject), subject, version: (before?.version ?? 0) + 1, since: stays ? before.since : at };
  const after = { ...own, ...(before?.passed ? { passed: before.passed } : {}), ...keptOf(to) };
  if (after.repId === null) return after;
  const counts = isCounted || (before?.repId != null && before.repId === after.repId && before.counted === true);
  const kept =
    before?.repId != null && before.repId === after.repId && before.protectedUntil ? { protectedUntil: before.protectedUntil } : {};
  return { ...after, ...kept, ...(counts ? { counted: true as const } : {}) };
}

/** What an assignment keeps of where it goes: of the first contact, and of when an answer is asked for again, the task tells. */
function keptOf(to: AssignmentTarget) {
  if (to.state === 'offered') {
    const { remindAt: _ofTask, ...kept } = to;
    return kept;
  }
  if (to.state !== 'owned') return to;
  const { contactDueAt: _ofTask, ...kept } = to;
  return kept;
}

/** Tells whether a pool looks for somebody who can take the subject: then it is listed among those that wait. */
export function isListedAsWaiting({ state, decisionId }: Assignment): boolean {
  return state === 'waiting' && decisionId !== null;
}

/** Where a subject stands, and with whom. */
export interface Place {
  readonly state: AssignmentState;
  readonly repId: RepId | null;
}

/** Returns where a subject stands. Without an assignment a lead tells it of itself, and anything else waits. */
export function placeOf(before: Assignment | null, lead: Pick<Lead, 'owner' | 'routing'>, subject: SubjectId): Place {
  if (before) return before;
  const isLead = subject === leadSubject;
  return { state: (isLead ? lead.routing?.state : undefined) ?? 'waiting', repId: (isLead ? lead.owner?.repId : undefined) ?? null };
}

/** What a lead copies of its assignment: from the offer on it has an owner. */
export function ownerOf({ repId, poolId, since, decisionId }: Assignment): LeadOwner | null {
  return repId === null ? null : { repId, poolId, since, decisionId };
}

/** The pool that looks for a rep while nobody has the subject: that of the lead's territory, whoever else could take it last. */
export function poolInCharge(
  { routing }: Pick<Lead, 'routing'>,
  { subject, poolId }: { readonly subject: string; readonly poolId: string },
): PoolId {
  return subject === leadSubject && routing ? routing.poolId : PoolId.parse(poolId);
}
