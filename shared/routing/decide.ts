import { noFields } from '../fields/index.ts';
import type { LeadRouting } from '../leads/index.ts';
import { ConfigurationError } from '../platform/errors.ts';
import type { PoolId } from '../platform/ids.ts';
import type { Candidate, Decision, DraftDecision, Strategy } from './decision.ts';
import type { PoolConfig } from './pool-config.ts';
import type { RoutingRules, RuleSet } from './rules.ts';
import { asksForHours } from './rules-availability.ts';
import { creditOf } from './rules-credit.ts';
import { factsOf, type RoutingFacts } from './rules-facts.ts';
import { candidatesOf, emptyPool, type KnownPool, type Ledger, ledgerBefore } from './rules-ledger.ts';
import { countedIn } from './rules-load.ts';
import { type NextPool, poolBehind } from './rules-next-pool.ts';
import { areOffersSpent } from './rules-offers.ts';
import { chooseSticky, preferredIn, type Sticky, stickyOf } from './rules-sticky.ts';
import { strategies } from './rules-strategy.ts';
import { asksForAccounts, chooseTerritory } from './rules-territory.ts';
import type { TerritoryAttributes } from './territory-conditions.ts';
import type { TerritoryConfig } from './territory-config.ts';

export function strategyOf(pool: Pick<PoolConfig, 'mode' | 'credits'> | undefined): Exclude<Strategy, 'sticky'> {
  if (pool?.mode === 'leastLoaded') return 'leastLoaded';
  return pool?.credits ? 'byValue' : 'weighted';
}

/**
 * Decides which rep gets a lead: territory, then pool, then who may take it, then whose turn it is. Pure: the live path, dry runs, replays
 * and reruns ask this function alone, and the same input gives the same answer.
 * @throws ConfigurationError when no territory fits
 */
export function decide(facts: RoutingFacts, rules: RoutingRules, ledger: Ledger, at: Date): DraftDecision {
  const { leadId, subject, cause, attributes, regionReason, standing } = facts;
  const territory = standing ?? territoryFor(rules.territories, attributes);
  const poolId = facts.handedTo ?? territory.poolId;
  const state = ledger.get(poolId) ?? emptyPool(poolId);
  const pool = rules.pools.documents.get(poolId);
  const preferred = preferredIn(pool, facts);
  const { territoryId, matchedBy, repId } = territory;
  const named = {
    territory: { territoryId, poolId: territory.poolId, matchedBy, ...(repId ? { repId } : {}) },
    ...(preferred.length > 0 ? { preferred } : {}),
    poolId,
  };
  const choice = chooseRep(facts, rules, state, { at, asked: stickyOf(named) });
  const { territory: recorded, ...others } = named;
  return {
    leadId,
    subject,
    cause,
    at: at.toISOString(),
    attributes: keptOf(attributes, rules),
    regionReason,
    territory: recorded,
    territoryStood: standing !== null && !isSame(standing, chooseTerritory(rules.territories, attributes)),
    versions: {
      territories: territory.territoriesVersion,
      pools: rules.pools.version,
      reps: rules.reps.version,
      ...companyVersion(poolId, rules),
    },
    ...(facts.passedBy && facts.passedBy.length > 0 ? { passedBy: [...facts.passedBy] } : {}),
    ...(facts.unclaimed ? { unclaimed: true as const } : {}),
    ...others,
    poolVersion: state.version,
    strategy: isSticky(choice.reason) ? 'sticky' : strategyOf(pool),
    credit: creditOf(pool ?? {}, attributes),
    ...choice,
  };
}

/** A decision keeps what rules may ask for: whoever reads it long after may see less than whoever has the lead. */
function keptOf(attributes: TerritoryAttributes, { territories, fields = noFields }: RoutingRules): TerritoryAttributes {
  return {
    ...attributes,
    accounts: asksForAccounts(territories.documents) ? attributes.accounts : [],
    answers: Object.fromEntries(Object.entries(attributes.answers).filter(([name]) => fields.get(name)?.privacy !== 'secret')),
  };
}

/** The version of the company stands in a decision for which somebody's hours counted. */
function companyVersion(poolId: PoolId, { pools, reps, company }: RoutingRules): Pick<Decision['versions'], 'company'> {
  const pool = pools.documents.get(poolId);
  const isAsked = pool && (asksForHours(pool, reps.documents) || countedIn(pool, { pools, reps }).length > 0);
  return company && isAsked ? { company: company.version } : {};
}

const isSticky = (reason: Decision['reason']): boolean =>
  reason === 'samePerson' || reason === 'referral' || reason === 'company' || reason === 'account';

function chooseRep(
  facts: RoutingFacts,
  rules: RoutingRules,
  state: KnownPool,
  { at, asked }: { readonly at: Date; readonly asked: readonly Sticky[] },
): Pick<Decision, 'candidates' | 'chosen' | 'reason'> {
  const pool = rules.pools.documents.get(state.poolId);
  if (!pool) return { candidates: [], chosen: null, reason: 'poolUnknown' };
  const candidates = candidatesOf(pool, rules, state, { facts, at });
  const sticky = chooseSticky(asked, candidates);
  if (sticky) return { candidates, ...sticky };
  if (pool.mode === 'leader') return { candidates, chosen: null, reason: 'forLeader' };
  const isThere = candidates.some(({ rejected }) => rejected === null);
  if (pool.mode === 'claim' && !facts.unclaimed && isThere) return { candidates, chosen: null, reason: 'openToClaim' };
  const choose = strategies[strategyOf(pool)];
  const credit = creditOf(pool, facts.attributes);
  const choice = choose(facts, candidates, credit);
  if (choice.chosen !== null) return { candidates, ...choice };
  if (areOffersSpent(pool, facts)) return { candidates, ...choice, reason: 'notAccepted' };
  if (pool.withoutSkill !== 'wait' && candidates.some(isRejectedFor('lacksSkill'))) {
    const anybody = candidatesOf(pool, rules, state, { facts, at, isAnySkill: true });
    const { chosen } = choose(facts, anybody, credit);
    return { candidates: anybody, chosen, reason: chosen === null ? whyNobody(anybody) : 'anySkill' };
  }
  return { candidates, ...choice, reason: whyNobody(candidates) };
}

const isRejectedFor =
  (...reasons: readonly Candidate['rejected'][]) =>
  ({ rejected }: Candidate) =>
    reasons.includes(rejected);

/** Why nobody can take a lead whom somebody could take at another time, or with another one's skills. */
function whyNobody(candidates: readonly Candidate[]): Decision['reason'] {
  if (candidates.some(isRejectedFor('outsideHours'))) return 'outsideHours';
  if (candidates.some(isRejectedFor('capDay', 'capOpen'))) return 'full';
  return candidates.some(isRejectedFor('lacksSkill'))
    ? 'lacksSkill'
    : candidates.some(isRejectedFor('hadOffer'))
      ? 'notAccepted'
      : 'noCandidate';
}

/**
 * Chooses the territory of a lead, which names the pool whose turn is asked for next.
 * @throws ConfigurationError when none fits, which only rules without a fallback bring about
 */
export function territoryFor(territories: RuleSet<TerritoryConfig>, attributes: TerritoryAttributes): LeadRouting {
  const territory = chooseTerritory(territories, attributes);
  if (!territory) throw new ConfigurationError('no territory fits and none is the fallback: publish a territory without conditions');
  return territory;
}

function isSame(one: LeadRouting, other: LeadRouting | null): boolean {
  return (
    one.territoryId === other?.territoryId &&
    one.poolId === other.poolId &&
    one.territoriesVersion === other.territoriesVersion &&
    one.matchedBy.join() === other.matchedBy.join() &&
    one.repId === other.repId
  );
}

/** Returns the pool that is asked next where nobody in a decision's pool can take a lead; null when the lead waits. */
export function nextPool(decision: DraftDecision, rules: Pick<RoutingRules, 'territories' | 'pools'>): NextPool | null {
  return decision.chosen === null ? poolBehind(decision, rules) : null;
}

/**
 * Decides as the live path would, without effect: where nobody in the pool can take the lead, the pools that take over decide next.
 * @throws ConfigurationError when no territory fits
 */
export function dryRun(facts: RoutingFacts, rules: RoutingRules, ledger: Ledger, at: Date): DraftDecision[] {
  const first = decide(facts, rules, ledger, at);
  const decisions = [first];
  for (let next = nextPool(first, rules); next !== null; ) {
    const decision = decide({ ...facts, handedTo: next.poolId, cause: next.cause }, rules, ledger, at);
    decisions.push(decision);
    next = nextPool(decision, rules);
  }
  return decisions;
}

/**
 * Makes a recorded decision again, whole, by the rules of its versions (invariant 7). That the territory stood is an input: rules
 * newer than those that chose it were in force, and the record does not name them.
 */
export function rerun(decision: Decision, rules: RoutingRules): DraftDecision {
  const { poolId, at, territoryStood } = decision;
  const ledger = new Map([[poolId, ledgerBefore(decision)]]);
  return { ...decide(factsOf(decision), rules, ledger, new Date(at)), territoryStood };
}
