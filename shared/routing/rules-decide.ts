import { digest, type LeadId, type PoolId } from '../platform/ids.ts';
import type { Candidate, Decision, DecisionReason, PoolState, RejectReason } from './decision.ts';
import type { PoolConfig } from './pool-config.ts';
import type { RepConfig } from './rep-config.ts';
import { keepsQuota } from './rules-quota.ts';

/** A gate says why a rep may not take the lead, or null. Leave, hours, capacity and ability become further gates. */
type Gate = (rep: RepConfig | undefined) => RejectReason | null;

const gates: readonly Gate[] = [(rep) => (rep ? null : 'unknownRep'), (rep) => (rep && !rep.active ? 'inactive' : null)];

/** The pool's reps as they stand. When who takes part, or a weight, has changed since the last lead, a new window begins at level 0. */
export function candidatesOf(pool: PoolConfig, reps: ReadonlyMap<string, RepConfig>, state: PoolState): Candidate[] {
  const members = pool.members.map(({ repId, weight }) => {
    const rep = reps.get(repId);
    return { repId, weight, rejected: gates.reduce<RejectReason | null>((found, gate) => found ?? gate(rep), null) };
  });
  const kept = members.filter(({ rejected }) => rejected === null);
  const taking = Object.values(state.members).filter(({ weight }) => weight > 0).length;
  const sameWindow = taking === kept.length && kept.every(({ repId, weight }) => state.members[repId]?.weight === weight);
  return members.map(({ repId, weight, rejected }) => {
    const ledger = state.members[repId];
    const level = sameWindow && rejected === null ? (ledger?.level ?? 0) : 0;
    return { repId, weight, level, owed: ledger?.owed ?? 0, credits: ledger?.credits ?? 0, rejected };
  });
}

export interface Choice {
  readonly chosen: Candidate | null;
  readonly reason: DecisionReason;
}

/**
 * Takes the rep who is owed most over the long run, among those whose choice keeps everybody within one lead of their share since
 * the window began. Ties go by a digest of lead and rep, so that the turn of a rep who is skipped does not always fall to the same
 * neighbour. Pure: the same input gives the same answer.
 */
export function choose(leadId: LeadId, candidates: readonly Candidate[], credit: number): Choice {
  const kept = candidates.filter(({ rejected }) => rejected === null);
  const total = sumOf(kept.map(({ weight }) => weight));
  const due = new Map(kept.map((candidate) => [candidate, rounded(candidate.owed + (candidate.weight / total) * credit)]));
  const ranked = [...kept].sort((a, b) => (due.get(b) ?? 0) - (due.get(a) ?? 0) || byDigest(leadId, a, b));
  const [first] = ranked;
  if (!first) return { chosen: null, reason: 'noCandidate' };
  const chosen = ranked.find((candidate) => keepsQuota(candidate, kept, credit)) ?? first;
  return { chosen, reason: kept.length === 1 ? 'onlyCandidate' : 'turn' };
}

/** The ledger after a choice. Who was left out is owed what they were owed before: absence earns nothing and costs nothing. */
export function settle(state: PoolState, candidates: readonly Candidate[], { chosen }: Choice, credit: number): PoolState {
  if (!chosen) return state;
  const total = sumOf(candidates.filter(({ rejected }) => rejected === null).map(({ weight }) => weight));
  const members: PoolState['members'] = {};
  // A rep taken out of the pool and put back later finds their credits again.
  for (const [repId, ledger] of Object.entries(state.members)) members[repId] = { ...ledger, weight: 0, level: 0 };
  for (const { repId, weight, level, owed, credits, rejected } of candidates) {
    const taken = repId === chosen.repId ? credit : 0;
    members[repId] =
      rejected === null
        ? {
            weight,
            level: level + weight * credit - taken * total,
            owed: rounded(owed + (weight / total) * credit - taken),
            credits: credits + taken,
          }
        : { weight: 0, level: 0, owed, credits };
  }
  return { ...state, version: state.version + 1, members };
}

export function emptyPool(poolId: PoolId): PoolState {
  return { poolId, version: 0, members: {} };
}

/** Makes the decision again from its record alone (invariant 7). */
export function rerun(decision: Decision): Choice {
  if (decision.reason === 'poolUnknown') return { chosen: null, reason: 'poolUnknown' };
  return choose(decision.leadId, decision.candidates, decision.credit);
}

function byDigest(leadId: LeadId, a: Candidate, b: Candidate): number {
  return digest(leadId, a.repId) < digest(leadId, b.repId) ? -1 : 1;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Millionths of a lead: thirds and sevenths added up thousands of times stay short numbers and stay equal where they should be. */
function rounded(leads: number): number {
  return Math.round(leads * 1e6) / 1e6 + 0;
}
