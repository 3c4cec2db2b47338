import type { PoolId } from '../platform/ids.ts';
import type { Candidate, DraftDecision, Load, PoolState } from './decision.ts';
import type { PoolConfig } from './pool-config.ts';
import type { RoutingRules } from './rules.ts';
import { availabilityIn, companyOf } from './rules-availability.ts';
import type { RoutingFacts } from './rules-facts.ts';
import { rejection } from './rules-gates.ts';
import { capsOf, isCounted, loadAt } from './rules-load.ts';
import { areOffersSpent } from './rules-offers.ts';
import { skillsAskedFor } from './rules-skills.ts';

/** A pool's ledger, and what its reps have in hand of all pools together, by rep, as far as somebody asks. */
export interface KnownPool extends PoolState {
  readonly loads?: Readonly<Record<string, Load>>;
}

/** What the pools have given so far; a pool that is not in it has given nothing. */
export type Ledger = ReadonlyMap<PoolId, KnownPool>;

export function emptyPool(poolId: PoolId): PoolState {
  return { poolId, version: 0, members: {} };
}

/** What candidates are asked about. `attributes`: left out where it is not known what comes, so that no skill is asked for. */
type MatterFacts = Pick<RoutingFacts, 'passedBy'> & Partial<Pick<RoutingFacts, 'attributes'>>;

/** The pool's reps as they stand. When who takes part, or a weight, has changed since the last lead, a new window begins at level 0. */
export function candidatesOf(
  pool: PoolConfig,
  rules: Pick<RoutingRules, 'pools' | 'reps' | 'company'>,
  state: KnownPool,
  { facts, at, isAnySkill = false }: { readonly facts: MatterFacts; readonly at: Date; readonly isAnySkill?: boolean },
): Candidate[] {
  const availabilityOf = availabilityIn(pool, rules, at);
  const isSpent = areOffersSpent(pool, facts);
  const skills = isAnySkill || !facts.attributes ? [] : skillsAskedFor(pool, facts.attributes);
  const members = pool.members.map(({ repId, weight }) => {
    const { owed = 0, credits = 0 } = state.members[repId] ?? {};
    const duty = state.duty?.[repId];
    const rep = rules.reps.documents.get(repId);
    const load = rep && isCounted(repId, rules) ? loadAt(state.loads?.[repId], rep, companyOf(rules), at) : undefined;
    const rejected = rep
      ? rejection(rep, {
          facts,
          at,
          load,
          caps: capsOf(rep, pool),
          skills,
          availability: availabilityOf(rep, duty),
          areOffersSpent: isSpent,
        })
      : 'unknownRep';
    return { repId, weight, owed, credits, rejected, ...(duty ? { duty } : {}), ...(load ? { load } : {}) };
  });
  const kept = members.filter(({ rejected }) => rejected === null);
  const taking = Object.values(state.members).filter(({ weight }) => weight > 0).length;
  const sameWindow = taking === kept.length && kept.every(({ repId, weight }) => state.members[repId]?.weight === weight);
  return members.map((member) => {
    const level = sameWindow && member.rejected === null ? (state.members[member.repId]?.level ?? 0) : 0;
    return { ...member, level };
  });
}

/** The ledger after a decision. Who was left out is owed what they were owed before: absence earns nothing and costs nothing. */
export function ledgerAfter(
  state: KnownPool,
  { candidates, chosen, credit, strategy }: Pick<DraftDecision, 'candidates' | 'chosen' | 'credit' | 'strategy'>,
): KnownPool {
  if (chosen === null) return state;
  const total = sumOf(candidates.filter(({ rejected }) => rejected === null).map(({ weight }) => weight));
  const members: PoolState['members'] = {};
  // A rep taken out of the pool and put back later finds their credits again.
  for (const [repId, ledger] of Object.entries(state.members)) members[repId] = { ...ledger, weight: 0, level: 0 };
  for (const { repId, weight, level, owed, credits, rejected } of candidates) {
    const taken = repId === chosen ? credit : 0;
    const window = windowAfter({ weight, level }, strategy, weight * credit - taken * total);
    members[repId] =
      rejected === null
        ? { ...window, owed: roundedLeads(owed + (weight / total) * credit - taken), credits: credits + taken }
        : { weight: 0, level: 0, owed, credits };
  }
  return { ...state, version: state.version + 1, members, ...loadsAfter(state, candidates, chosen) };
}

/** Only turns keep a window: whoever goes back to them begins a new one. What is somebody's before any turn leaves it as it is. */
function windowAfter({ weight, level }: { weight: number; level: number }, strategy: DraftDecision['strategy'], gained: number) {
  if (strategy === 'leastLoaded') return { weight: 0, level: 0 };
  return { weight, level: strategy === 'sticky' ? level : level + gained };
}

function loadsAfter({ loads }: KnownPool, candidates: readonly Candidate[], chosen: string): Pick<KnownPool, 'loads'> {
  const load = candidates.find(({ repId }) => repId === chosen)?.load;
  return load ? { loads: { ...loads, [chosen]: { ...load, open: load.open + 1, count: load.count + 1 } } } : {};
}

/**
 * The ledger without what a decision gave to a rep: the others get back what they paid for it. Weights are those of the present window. What was booked of
 * another lead may come in another order, so that a rep's credits are below it for a moment.
 */
export function ledgerWithout(state: PoolState, repId: string, credit: number): PoolState {
  if (!state.members[repId]) return state;
  const total = sumOf(Object.values(state.members).map(({ weight }) => weight));
  const members: PoolState['members'] = {};
  for (const [id, { weight, level, owed, credits }] of Object.entries(state.members)) {
    const taken = id === repId ? credit : 0;
    const share = weight > 0 ? (weight / total) * credit : 0;
    members[id] = {
      weight,
      level: weight > 0 ? level - weight * credit + taken * total : level,
      owed: roundedLeads(owed - share + taken),
      credits: credits - taken,
    };
  }
  return { ...state, version: state.version + 1, members };
}

/**
 * The ledger after a rep was given a credit, or gave one up, apart from the pool's turn. It counts in the long run alone: the window is the
 * turn's, whose promise of one lead would not hold if a leader moved ten at once.
 */
export function ledgerBooked(state: PoolState, { repId, credit }: { readonly repId: string; readonly credit: number }): PoolState {
  const total = sumOf(Object.values(state.members).map(({ weight }) => weight));
  const members: PoolState['members'] = { [repId]: { weight: 0, level: 0, owed: 0, credits: 0 }, ...state.members };
  for (const [id, ledger] of Object.entries(members)) {
    const taken = id === repId ? credit : 0;
    const share = total > 0 ? (ledger.weight / total) * credit : 0;
    members[id] = { ...ledger, owed: roundedLeads(ledger.owed + share - taken), credits: roundedLeads(ledger.credits + taken) };
  }
  return { ...state, version: state.version + 1, members };
}

/** Returns the pool's ledger as a decision read it, of the reps that it weighed. */
export function ledgerBefore({ poolId, poolVersion, candidates }: DraftDecision): KnownPool {
  const members = candidates.map(({ repId, weight, level, owed, credits, rejected }) => {
    return [repId, { weight: rejected === null ? weight : 0, level, owed, credits }] as const;
  });
  const switched = candidates.flatMap(({ repId, duty }) => (duty ? [[repId, duty] as const] : []));
  const duty = switched.length > 0 ? { duty: Object.fromEntries(switched) } : {};
  const counted = candidates.flatMap(({ repId, load }) => (load ? [[repId, load] as const] : []));
  const loads = counted.length > 0 ? { loads: Object.fromEntries(counted) } : {};
  return { poolId, version: poolVersion, members: Object.fromEntries(members), ...duty, ...loads };
}

/** Millionths of a lead: thirds and sevenths added up thousands of times stay short numbers and stay equal where they should be. */
export function roundedLeads(leads: number): number {
  return Math.round(leads * 1e6) / 1e6 + 0;
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
