import type { LeadRouting } from '../leads/index.ts';
import { ConfigurationError } from '../platform/errors.ts';
import type { PoolId } from '../platform/ids.ts';
import type { Decision, DraftDecision, PoolState, RejectReason, Strategy } from './decision.ts';
import type { RoutingRules, RuleSet } from './rules.ts';
import { asksForHours } from './rules-availability.ts';
import { factsOf, type RoutingFacts } from './rules-facts.ts';
import { candidatesOf, emptyPool, type Ledger, ledgerBefore } from './rules-ledger.ts';
import { type NextPool, poolBehind } from './rules-next-pool.ts';
import { areOffersSpent } from './rules-offers.ts';
import { strategies } from './rules-strategy.ts';
import { chooseTerritory } from './rules-territory.ts';
import type { TerritoryAttributes } from './territory-conditions.ts';
import type { TerritoryConfig } from './territory-config.ts';

/** What one lead counts; value-weighted credits come with the fairness ledger. */
const credit = 1;

const strategy: Strategy = 'weighted';

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
  return {
    leadId,
    subject,
    cause,
    at: at.toISOString(),
    attributes,
    regionReason,
    territory: { territoryId: territory.territoryId, poolId: territory.poolId, matchedBy: territory.matchedBy },
    territoryStood: standing !== null && !isSame(standing, chooseTerritory(rules.territories, attributes)),
    versions: {
      territories: territory.territoriesVersion,
      pools: rules.pools.version,
      reps: rules.reps.version,
      ...companyVersion(poolId, rules),
    },
    ...(facts.passedBy && facts.passedBy.length > 0 ? { passedBy: [...facts.passedBy] } : {}),
    poolId,
    poolVersion: state.version,
    strategy,
    credit,
    ...chooseRep(facts, rules, state, at),
  };
}

/** The version of the company stands in a decision for which somebody's hours counted. */
function companyVersion(poolId: PoolId, { pools, reps, company }: RoutingRules): Pick<Decision['versions'], 'company'> {
  const pool = pools.documents.get(poolId);
  return company && pool && asksForHours(pool, reps.documents) ? { company: company.version } : {};
}

function chooseRep(
  facts: RoutingFacts,
  rules: RoutingRules,
  state: PoolState,
  at: Date,
): Pick<Decision, 'candidates' | 'chosen' | 'reason'> {
  const pool = rules.pools.documents.get(state.poolId);
  if (!pool) return { candidates: [], chosen: null, reason: 'poolUnknown' };
  const candidates = candidatesOf(pool, rules, state, { facts, at });
  const choice = strategies[strategy](facts, candidates, credit);
  if (choice.reason !== 'noCandidate') return { candidates, ...choice };
  const isRejected = (...reasons: readonly RejectReason[]) =>
    candidates.some(({ rejected }) => rejected !== null && reasons.includes(rejected));
  if (areOffersSpent(pool, facts)) return { candidates, ...choice, reason: 'notAccepted' };
  if (isRejected('outsideHours')) return { candidates, ...choice, reason: 'outsideHours' };
  return { candidates, ...choice, ...(isRejected('hadOffer') ? { reason: 'notAccepted' } : {}) };
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
    one.matchedBy.join() === other.matchedBy.join()
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
