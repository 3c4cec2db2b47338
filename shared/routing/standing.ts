import type { AssignRequest } from '../../events/index.ts';
import type { AssignmentState, Lead } from '../leads/index.ts';
import { type DecisionId, leadSubject, SubjectId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Assignment } from './assignment.ts';
import { placeOf } from './rules-assignment.ts';
import { readAssignment } from './store.ts';

/** What asks for a need that ended with its lead, once that is back: its own pool, and those that are asked behind it. */
const returning: ReadonlySet<AssignRequest['cause']> = new Set(['returned', 'fallback', 'outsideHours']);

/** What brings a lead back to a pool's turn that whoever comes first might take: the person wrote again, and nobody may wait for a taker. */
const awaking: ReadonlySet<AssignRequest['cause']> = new Set(['post', 'returned', 'fallback', 'outsideHours']);

/** How a subject stands when somebody is asked for. */
export type Standing =
  | { readonly kind: 'waiting'; readonly before: Assignment | null }
  /** Somebody has it, and the pool that takes over customers is another. */
  | { readonly kind: 'held'; readonly before: Assignment }
  | { readonly kind: 'given'; readonly decisionId: DecisionId }
  /** Nobody is to be found for it. */
  | { readonly kind: 'apart'; readonly state: AssignmentState };

/**
 * Finds out how a subject stands. A lead tells itself that it has an owner, and a new one that it has no assignment yet, so that its first
 * one costs no read; where one is there after all, the writes are refused and the second round reads it.
 */
export async function standingOf(lead: Lead, request: AssignRequest, round: number, table: Table): Promise<Standing> {
  const subject = SubjectId.parse(request.subject);
  const isTakenOver = request.cause === 'afterSale' && lead.owner?.poolId !== request.poolId;
  if (subject === leadSubject && lead.owner && !isTakenOver) return { kind: 'given', decisionId: lead.owner.decisionId };
  const isNew = subject === leadSubject && request.cause === 'created' && round === 1;
  const before = isNew ? null : ((await readAssignment(table, lead.leadId, subject)) ?? null);
  if (before?.repId && isTakenOver && before.state === 'owned') return { kind: 'held', before };
  if (before?.repId) return { kind: 'given', decisionId: before.decisionId };
  const { state } = placeOf(before, lead, subject);
  // A lead that comes back waits by its own change; its needs, which ended behind it, are asked for, of the fallback pool as well.
  const isBack = state === 'ended' && subject !== leadSubject && returning.has(request.cause);
  const isAwake = state === 'floating' && awaking.has(request.cause);
  // Who has bought is looked after at once, also where marketing had them until now.
  const hasBought = state === 'marketing' && request.cause === 'afterSale' && lead.status === 'active';
  return state === 'waiting' || isBack || isAwake || hasBought ? { kind: 'waiting', before } : { kind: 'apart', state };
}
