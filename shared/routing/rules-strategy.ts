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

/** Numbers that say who comes first, the higher ones; the next one counts where those before it are equal. */
type Score = (candidate: Candidate, due: number) => readonly number[];

/** What a rep is due over the long run decides, at the latest. */
const scores: Readonly<Record<Exclude<Strategy, 'sticky'>, Score>> = {
  weighted: (_candidate, due) => [due],
  // Shares are the same for everybody's weight: what differs is what was given.
  byValue: ({ level, weight }, due) => [roundedLeads(level / weight), due],
  leastLoaded: ({ load, weight }, due) => [-roundedLeads((load?.open ?? 0) / weight), due],
};

interface Scored {
  readonly candidate: Candidate;
  readonly score: readonly number[];
}

/** Scores those that no gate left out, for something of a credit. */
function scored(strategy: Exclude<Strategy, 'sticky'>, candidates: readonly Candidate[], credit: number): Scored[] {
  const kept = candidates.filter(({ rejected }) => rejected === null);
  const total = sumOf(kept.map(({ weight }) => weight));
  return kept.map((candidate) => {
    const due = roundedLeads(candidate.owed + (candidate.weight / total) * credit);
    return { candidate, score: scores[strategy](candidate, due) };
  });
}

function byScore(one: Scored, other: Scored): number {
  const differing = one.score.findIndex((part, index) => part !== other.score[index]);
  return differing < 0 ? 0 : (other.score[differing] ?? 0) - (one.score[differing] ?? 0);
}

/**
 * Takes the rep who is owed most over the long run, among those whose choice keeps everybody within one lead of their share since
 * the window began. Ties go by a digest of lead and rep, so that the turn of a rep who is skipped does not always fall to the same
 * neighbour.
 */
function weighted({ leadId }: Pick<RoutingFacts, 'leadId'>, candidates: readonly Candidate[], credit: number): Choice {
  const ranked = rankedFor(leadId, scored('weighted', candidates, credit));
  const first = ranked.find((candidate) => keepsQuota(candidate, ranked, credit)) ?? ranked[0];
  return choiceOf(first, ranked, 'turn');
}

/**
 * Takes the rep who was given least credit for their weight since the window began; among equals the one who is owed most. Whoever is given something was
 * last until then, so that nobody is ever further from another, by credit for weight, than the largest credit for the smallest weight.
 */
function byValue({ leadId }: Pick<RoutingFacts, 'leadId'>, candidates: readonly Candidate[], credit: number): Choice {
  const ranked = rankedFor(leadId, scored('byValue', candidates, credit));
  return choiceOf(ranked[0], ranked, 'turn');
}

/** Takes the rep who has least in hand for their weight; among equals the one who is owed most, then by a digest. */
function leastLoaded({ leadId }: Pick<RoutingFacts, 'leadId'>, candidates: readonly Candidate[], credit: number): Choice {
  const ranked = rankedFor(leadId, scored('leastLoaded', candidates, credit));
  return choiceOf(ranked[0], ranked, 'leastLoaded');
}

function rankedFor(leadId: LeadId, all: readonly Scored[]): Candidate[] {
  const ranked = [...all].sort((one, other) => byScore(one, other) || byDigest(leadId, one.candidate, other.candidate));
  return ranked.map(({ candidate }) => candidate);
}

function choiceOf(chosen: Candidate | undefined, ranked: readonly Candidate[], reason: 'turn' | 'leastLoaded'): Choice {
  if (!chosen) return { chosen: null, reason: 'noCandidate' };
  return { chosen: chosen.repId, reason: ranked.length === 1 ? 'onlyCandidate' : reason };
}

/**
 * Tells at which place each rep stands who may take the next thing of a credit, whatever it is: 1 is next. Between equals a digest of the thing
 * decides, so that they share a place.
 */
export function placesFor(strategy: Exclude<Strategy, 'sticky'>, candidates: readonly Candidate[], credit = 1): ReadonlyMap<RepId, number> {
  const all = scored(strategy, candidates, credit);
  const kept = all.map(({ candidate }) => candidate);
  const isAllowed = ({ candidate }: Scored) => strategy !== 'weighted' || keepsQuota(candidate, kept, credit);
  const mayBeNext = all.filter(isAllowed);
  const [best] = [...(mayBeNext.length > 0 ? mayBeNext : all)].sort(byScore);
  const isNext = (one: Scored) => best !== undefined && byScore(one, best) === 0 && (mayBeNext.length === 0 || isAllowed(one));
  const others = all.filter((one) => !isNext(one));
  const ahead = all.length - others.length;
  const placeOf = (one: Scored) => (isNext(one) ? 1 : 1 + ahead + others.filter((other) => byScore(other, one) < 0).length);
  return new Map(all.map((one) => [one.candidate.repId, placeOf(one)]));
}

function byDigest(leadId: LeadId, a: Candidate, b: Candidate): number {
  return digest(leadId, a.repId) < digest(leadId, b.repId) ? -1 : 1;
}
