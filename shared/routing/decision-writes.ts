import { type AssignRequest, leadAssigned, leadUnassigned } from '../../events/index.ts';
import { type Act, type AssignmentState, draftEntry, noteOnLead } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import type { Opportunity } from '../needs/index.ts';
import { isoTime } from '../platform/clock.ts';
import type { PoolId, RepId } from '../platform/ids.ts';
import type { PutWrite, WriteItem } from '../platform/table.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import type { Assignment } from './assignment.ts';
import { changeAssignment } from './change-assignment.ts';
import type { Decision } from './decision.ts';
import type { AssignParts } from './parts.ts';
import type { PoolConfig } from './pool-config.ts';
import type { RuleSet } from './rules.ts';
import type { Asked } from './rules-asked.ts';
import { isListedAsWaiting } from './rules-assignment.ts';
import { putDecision, readDecision } from './store.ts';

/** A decision and what it is about. */
export interface Decided extends Asked<AssignRequest> {
  readonly before: Assignment | null;
  /** Those that the subject is; none for a lead. */
  readonly opportunities: readonly Opportunity[];
  /** The pool that looks for a rep while nobody has the subject. */
  readonly inCharge: PoolId;
  readonly decision: Decision;
  /** Whether another pool is asked for what nobody can take. */
  readonly isAskedNext: boolean;
  /** When the first rep begins for whom it waits; null: nobody knows, or it does not wait for that. */
  readonly until: Date | null;
}

/** What is written of a decision, and for which pool the subject begins to wait by it; null: for none, or it waited before. */
export interface Written {
  readonly writes: readonly WriteItem[];
  readonly waitsFor: PoolId | null;
}

/** Returns what is written of a decision. */
export async function decisionWrites(decided: Decided, pools: RuleSet<PoolConfig>, round: number, parts: AssignParts): Promise<Written> {
  const { chosen, poolId } = decided.decision;
  const pool = pools.documents.get(poolId);
  if (chosen === null || !pool) return refusedWrites(decided, parts);
  return { writes: await assignedWrites(decided, chosen, pool, round, parts), waitsFor: null };
}

function actOf({ request, decision }: Decided): Act {
  const { correlationId } = request;
  const cause = { correlationId, causationId: decision.decisionId };
  return { at: new Date(decision.at), actor: { kind: 'system', id: 'assign-leads' }, cause };
}

/** How a rep gets what the pool gives. */
const stateWhenGiven = { none: 'owned' } as const satisfies Record<PoolConfig['accept'], AssignmentState>;

/** Returns the writes by which a rep gets a subject. */
async function assignedWrites(
  decided: Decided,
  repId: RepId,
  { accept }: Pick<PoolConfig, 'accept'>,
  round: number,
  { table, ids }: AssignParts,
): Promise<readonly WriteItem[]> {
  const { lead, subject, before, opportunities, decision } = decided;
  const { poolId, decisionId } = decision;
  // Hardly a rep holds a seat at a lead before it is theirs. Where one does, the writes are refused and decided anew.
  const holders = new Set([...(before?.repId ? [before.repId] : []), ...(round === 1 ? [] : [repId])]);
  const seats = await Promise.all([...holders].map((holder) => readSeat(table, lead.leadId, holder)));
  // What was never assigned has no tasks yet.
  const tasks = before === null ? [] : await readTasks(table, lead.leadId);
  const to = { state: stateWhenGiven[accept], poolId, repId, decisionId };
  const entries = [draftEntry(leadAssigned, { subject, repId, poolId, decisionId })];
  const known = seats.flatMap((seat) => seat ?? []);
  const moved = { ...actOf(decided), lead, subject, before, to, entries, seats: known, tasks, opportunities, ids };
  return [...changeAssignment(moved), putDecision(decision), ...tellSeller(decision, before)];
}

/** Returns the timer that has whoever sold to a customer told that somebody else looks after them now. */
function tellSeller({ leadId, decisionId, chosen, at }: Decision, before: Assignment | null): PutWrite[] {
  if (!before?.repId || before.repId === chosen) return [];
  const message = mailRequest('afterSaleNotice', leadId, { decisionId, repId: before.repId });
  return [putTimer({ timerId: timerIdFor('afterSaleNotice', decisionId), dueAt: at, queue: 'notice', message })];
}

/** Returns the writes by which nobody gets a subject, told once. Only where no other pool is asked next it is listed as waiting. */
async function refusedWrites(decided: Decided, { table, ids }: AssignParts): Promise<Written> {
  const { lead, subject, before, opportunities, inCharge, decision, isAskedNext } = decided;
  const { poolId, decisionId } = decision;
  const isRecorded = (await readDecision(table, lead.leadId, decisionId)) !== undefined;
  const until = decided.until ? { until: isoTime(decided.until) } : {};
  const stoodUntil = before?.repId === null ? before.until : undefined;
  const isListedSo = before?.decisionId === decisionId && stoodUntil === until.until;
  const isToBeListed = !isAskedNext && !isListedSo;
  if (isRecorded && !isToBeListed) return { writes: [], waitsFor: null };
  const reason = decision.reason === 'poolUnknown' || decision.reason === 'outsideHours' ? decision.reason : 'noCandidate';
  const entries = [draftEntry(leadUnassigned, { subject, poolId, repId: null, reason, decisionId, ...until })];
  const recorded = isRecorded ? [] : [putDecision(decision)];
  if (!isToBeListed) return { writes: [...noteOnLead(lead, entries, actOf(decided), ids).writes, ...recorded], waitsFor: null };
  const to = { state: 'waiting', poolId: inCharge, repId: null, decisionId, ...until } as const;
  const moved = { ...actOf(decided), lead, subject, before, to, entries, seats: [], tasks: [], opportunities, ids };
  const changed = changeAssignment(moved);
  const waited = before !== null && isListedAsWaiting(before) && before.poolId === to.poolId;
  // Whoever waits for a moment is not tried before it.
  return { writes: [...changed, ...recorded], waitsFor: waited || decided.until ? null : to.poolId };
}
