import { type AssignRequest, leadAssigned, leadUnassigned } from '../../events/index.ts';
import { type Act, type AssignmentState, draftEntry, noteOnLead } from '../leads/index.ts';
import type { PoolId, RepId, SubjectId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { readSeat } from '../seats/index.ts';
import type { Assignment } from './assignment.ts';
import { changeAssignment } from './change-assignment.ts';
import type { Decision } from './decision.ts';
import type { AssignParts } from './parts.ts';
import type { PoolConfig } from './pool-config.ts';
import type { RoutedLead } from './rules-asked.ts';
import { isListedAsWaiting, poolInCharge } from './rules-assignment.ts';
import { putDecision, readDecision } from './store.ts';

/** A decision and what it is about. */
export interface Decided {
  readonly request: AssignRequest;
  readonly lead: RoutedLead;
  readonly subject: SubjectId;
  readonly before: Assignment | null;
  readonly decision: Decision;
}

function actOf({ request, decision }: Decided): Act {
  const { correlationId } = request;
  const cause = { correlationId, causationId: decision.decisionId };
  return { at: new Date(decision.at), actor: { kind: 'system', id: 'assign-leads' }, cause };
}

/** How a rep gets what the pool gives. */
const stateWhenGiven = { none: 'owned' } as const satisfies Record<PoolConfig['accept'], AssignmentState>;

/** Returns the writes by which a rep gets a subject. */
export async function assignedWrites(
  decided: Decided,
  repId: RepId,
  { accept }: Pick<PoolConfig, 'accept'>,
  round: number,
  { table, ids }: AssignParts,
): Promise<readonly WriteItem[]> {
  const { lead, subject, before, decision } = decided;
  const { poolId, decisionId } = decision;
  // Hardly a rep holds a seat at a lead before it is theirs. Where one does, the writes are refused and decided anew.
  const seat = round === 1 ? undefined : await readSeat(table, lead.leadId, repId);
  const to = { state: stateWhenGiven[accept], poolId, repId, decisionId };
  const entries = [draftEntry(leadAssigned, { subject, repId, poolId, decisionId })];
  const seats = seat ? [seat] : [];
  return [...changeAssignment({ ...actOf(decided), lead, subject, before, to, entries, seats, ids }), putDecision(decision)];
}

/** What is written of a refusal, and for which pool the subject begins to wait by it; null: for none, or it waited before. */
export interface Refused {
  readonly writes: readonly WriteItem[];
  readonly waitsFor: PoolId | null;
}

/** Returns the writes by which nobody gets a subject, told once. Only where no other pool is asked next it is listed as waiting. */
export async function refusedWrites(decided: Decided, nextPoolId: PoolId | null, { table, ids }: AssignParts): Promise<Refused> {
  const { lead, subject, before, decision } = decided;
  const { poolId, decisionId } = decision;
  const isRecorded = (await readDecision(table, lead.leadId, decisionId)) !== undefined;
  const isToBeListed = nextPoolId === null && before?.decisionId !== decisionId;
  if (isRecorded && !isToBeListed) return { writes: [], waitsFor: null };
  const reason = decision.reason === 'poolUnknown' ? 'poolUnknown' : 'noCandidate';
  const entries = [draftEntry(leadUnassigned, { subject, poolId, repId: null, reason, decisionId })];
  const recorded = isRecorded ? [] : [putDecision(decision)];
  if (!isToBeListed) return { writes: [...noteOnLead(lead, entries, actOf(decided), ids).writes, ...recorded], waitsFor: null };
  const to = { state: 'waiting', poolId: poolInCharge(lead, before ?? { subject, poolId }), repId: null, decisionId } as const;
  const changed = changeAssignment({ ...actOf(decided), lead, subject, before, to, entries, seats: [], ids });
  const waited = before !== null && isListedAsWaiting(before) && before.poolId === to.poolId;
  return { writes: [...changed, ...recorded], waitsFor: waited ? null : to.poolId };
}
