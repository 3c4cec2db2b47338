import type { PoolConfig, RepConfig } from '../config/kinds.ts';
import { digest, type LeadId, type PoolId } from '../platform/ids.ts';
import type { Candidate, Decision, DecisionReason, PoolState, RejectReason } from './decision.ts';

/** A gate says why a rep may not take the lead, or null. Leave, hours, capacity and ability become further gates. */
type Gate = (rep: RepConfig | undefined) => RejectReason | null;

const gates: readonly Gate[] = [(rep) => (rep ? null : 'unknownRep'), (rep) => (rep && !rep.active ? 'inactive' : null)];

function middle(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** The pool's reps as they stand; a new member starts at the middle of the others' credits, so that nobody is flooded to catch up. */
export function candidatesOf(pool: PoolConfig, reps: ReadonlyMap<string, RepConfig>, state: PoolState): Candidate[] {
  const known = pool.members.flatMap(({ repId }) => state.members[repId]?.credits ?? []);
  return pool.members.map(({ repId, weight }) => {
    const rep = reps.get(repId);
    const ledger = state.members[repId];
    const rejected = gates.reduce<RejectReason | null>((found, gate) => found ?? gate(rep), null);
    return { repId, weight, level: ledger?.level ?? 0, credits: ledger?.credits ?? middle(known), rejected };
  });
}

export interface Choice {
  readonly chosen: Candidate | null;
  readonly reason: DecisionReason;
}

/**
 * Smooth weighted round robin (as in nginx, upstream commit 52327e0627): each kept rep's level rises by its weight, the highest
 * takes the lead and falls by the sum of weights. Ties go to the fewest credits, then to a digest of lead and rep, so that the
 * turn of a rep who is skipped does not always fall to the same neighbour. Pure: the same input gives the same answer.
 */
export function choose(leadId: LeadId, candidates: readonly Candidate[], credit: number): Choice {
  const kept = candidates.filter(({ rejected }) => rejected === null);
  const ranked = kept
    .map((candidate) => ({ candidate, level: candidate.level + candidate.weight * credit, tie: digest(leadId, candidate.repId) }))
    .sort((a, b) => b.level - a.level || a.candidate.credits - b.candidate.credits || (a.tie < b.tie ? -1 : 1));
  const [first] = ranked;
  if (!first) return { chosen: null, reason: 'noCandidate' };
  return { chosen: first.candidate, reason: kept.length === 1 ? 'onlyCandidate' : 'turn' };
}

/** The ledger after a choice. Levels of reps who were left out stay as they were: absence earns nothing and costs nothing. */
export function settle(state: PoolState, candidates: readonly Candidate[], { chosen }: Choice, credit: number): PoolState {
  if (!chosen) return state;
  const kept = candidates.filter(({ rejected }) => rejected === null);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  const members = { ...state.members };
  for (const { repId, weight, level, credits } of kept) {
    const taken = repId === chosen.repId;
    members[repId] = { level: level + weight * credit - (taken ? total * credit : 0), credits: credits + (taken ? credit : 0) };
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
