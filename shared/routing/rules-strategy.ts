import { digest, type LeadId, type RepId } from '../platform/ids.ts';
import type { Candidate, DecisionReason, Strategy } from './decision.ts';
import type { RoutingFacts } from './rules-facts.ts';
import { roundedLeads, sumOf } from './rules-ledger.ts';
import { keepsQuota } from './rules-quota.ts';

export interface Choice {
  readonly chosen: RepId | null;
  readonly reason: DecisionReason;
}

/** Chooses one of the candidates that no gate left out. Pure: the same input gives the same answer. */
type Choose = (facts: Pick<RoutingFacts, 'leadId'>, candidates: readonly Candidate[], credit: number) => Choice;

export const strategies: Readonly<Record<Exclude<Strategy, 'sticky'>, Choose>> = { weighted, byValue, leastLoaded };

/**
 * Takes the rep who is owed most over the long run, among those whose choice keeps everybody within one lead of their share since
 * the window began. Ties go by a digest of lead and rep, so that the turn of a rep who is skipped does not always fall to the same
 * neighbour.
 */
function weighted({ leadId }: Pick<RoutingFacts, 'leadId'>, candidates: readonly Candidate[], credit: number): Choice {
  const kept = candidates.filter(({ rejected }) => rejected === null);
  const total = sumOf(kept.map(({ weight }) => weight));
  const due = new Map(kept.map((candidate) => [candidate, roundedLeads(candidate.owed + (candidate.weight / total) * credit)]));
  const ranked = [...kept].sort((a, b) => (due.get(b) ?? 0) - (due.get(a) ?? 0) || byDigest(leadId, a, b));
  const [first] = ranked;
  if (!first) return { chosen: null, reason: 'noCandidate' };
  const { repId } = ranked.find((candidate) => keepsQuota(candidate, kept, credit)) ?? first;
  return { chosen: repId, reason: kept.length === 1 ? 'onlyCandidate' : 'turn' };
}

/**
 * Takes the rep who was given least credit for their weight since the window began; among equals the one who is owed most. Whoever is given something was
 * last until then, so that nobody is ever further from another, by credit for weight, than the largest credit for the smallest weight.
 */
function byValue({ leadId }: Pick<RoutingFacts, 'leadId'>, candidates: readonly Candidate[], credit: number): Choice {
  const kept = candidates.filter(({ rejected }) => rejected === null);
  const total = sumOf(kept.map(({ weight }) => weight));
  const ranked = kept
    .map((candidate) => ({
      candidate,
      // Shares are the same for everybody's weight: what differs is what was given.
      behind: roundedLeads(candidate.level / candidate.weight),
      due: roundedLeads(candidate.owed + (candidate.weight / total) * credit),
    }))
    .sort((a, b) => b.behind - a.behind || b.due - a.due || byDigest(leadId, a.candidate, b.candidate));
  const [first] = ranked;
  if (!first) return { chosen: null, reason: 'noCandidate' };
  return { chosen: first.candidate.repId, reason: kept.length === 1 ? 'onlyCandidate' : 'turn' };
}

/** Takes the rep who has least in hand for their weight; among equals the one who is owed most, then by a digest. */
function leastLoaded({ leadId }: Pick<RoutingFacts, 'leadId'>, candidates: readonly Candidate[], credit: number): Choice {
  const kept = candidates.filter(({ rejected }) => rejected === null);
  const total = sumOf(kept.map(({ weight }) => weight));
  const ranked = kept
    .map((candidate) => ({
      candidate,
      inHand: roundedLeads((candidate.load?.open ?? 0) / candidate.weight),
      due: roundedLeads(candidate.owed + (candidate.weight / total) * credit),
    }))
    .sort((a, b) => a.inHand - b.inHand || b.due - a.due || byDigest(leadId, a.candidate, b.candidate));
  const [first] = ranked;
  if (!first) return { chosen: null, reason: 'noCandidate' };
  return { chosen: first.candidate.repId, reason: kept.length === 1 ? 'onlyCandidate' : 'leastLoaded' };
}

function byDigest(leadId: LeadId, a: Candidate, b: Candidate): number {
  return digest(leadId, a.repId) < digest(leadId, b.repId) ? -1 : 1;
}
