import type { LeadRouting } from '../leads/index.ts';
import { leadSubject, type PoolId } from '../platform/ids.ts';
import { decide, nextPool, territoryFor } from './decide.ts';
import type { Decision, DraftDecision } from './decision.ts';
import { nightPoolOf } from './pool-config.ts';
import type { RoutingRules } from './rules.ts';
import { factsOf, type RoutingFacts } from './rules-facts.ts';
import { wasReady } from './rules-hand-over.ts';
import { emptyPool, type KnownPool, type Ledger, ledgerAfter, ledgerBefore } from './rules-ledger.ts';
import { catchUp, inOrder } from './rules-replay.ts';
import { fallbackTerritory } from './rules-territory.ts';

/** A recorded decision, and what would have been decided instead. */
export interface Replayed {
  readonly recorded: Decision;
  /** Several when it would have been handed over at once; none when a rep would have had it by then. */
  readonly decisions: readonly DraftDecision[];
  /** Whether marketing would have kept it; null: the record does not say, and it counts as ready. Undefined: it was not asked. */
  readonly readiness?: Readiness | null;
}

/** Whether a lead had reached the level of the pool of its territory. */
export interface Readiness {
  readonly territory: LeadRouting;
  readonly isReady: boolean;
}

/**
 * Decides anew, in order, what was decided over some time, each upon the ledger that the replay's own decisions left. Pure. Rules of
 * another version than the recorded one judge territories and hand-overs anew; the recorded rules give the recorded answers.
 * @param decisions in any order
 * @param rulesFor the rules to judge a decision by; a draft has the version 0
 * @throws ConfigurationError when no territory fits
 */
export function replay(decisions: Iterable<Decision>, rulesFor: (recorded: Decision) => RoutingRules): Replayed[] {
  const ordered = inOrder(decisions);
  const pools = new ReplayedPools(ordered);
  const ownedInRecord = new Set<string>();
  const owned = new Set<string>();
  const inMarketing = new Set<string>();
  return ordered.map((recorded) => {
    const subject = `${recorded.leadId} ${recorded.subject}`;
    pools.follow(recorded);
    // Where a rep has a subject, a pool is asked again only if the record says that it was taken back in between.
    const isAsked = !owned.has(subject) || ownedInRecord.has(subject);
    const rules = rulesFor(recorded);
    const isNew = inMarketing.has(subject) || (recorded.subject === leadSubject && comesFromOutside.includes(recorded.cause));
    const readiness = isAsked && isNew ? readinessInstead(recorded, rules) : undefined;
    const isKept = readiness?.isReady === false;
    const instead = isAsked && !isKept ? decideInstead(recorded, rules, pools) : [];
    note(inMarketing, subject, isKept);
    note(ownedInRecord, subject, recorded.chosen !== null);
    // A customer whom nobody takes over stays with whoever has them.
    if (isAsked) note(owned, subject, !isKept && (instead.at(-1)?.chosen !== null || recorded.cause === 'afterSale'));
    return { recorded, decisions: instead, ...(readiness === undefined ? {} : { readiness }) };
  });
}

/** Causes by which sales gets a lead for the first time. */
const comesFromOutside: readonly Decision['cause'][] = ['created', 'ready'];

/**
 * Judges anew by rules of another version whether marketing would have had a lead by then; the recorded rules have let it pass. Undefined: nothing is to judge.
 * @throws ConfigurationError when no territory fits
 */
function readinessInstead(recorded: Decision, rules: RoutingRules): Readiness | null | undefined {
  const { territories, pools } = rules;
  if (recorded.cause === 'afterSale') return undefined;
  if (territories.version === recorded.versions.territories && pools.version === recorded.versions.pools) return undefined;
  const { standing, attributes } = factsFor(recorded, rules);
  const territory = standing ?? territoryFor(territories, attributes);
  const isReady = wasReady(pools.documents.get(territory.poolId), attributes);
  return isReady === null ? null : { territory, isReady };
}

function note(owned: Set<string>, subject: string, isOwned: boolean): void {
  if (isOwned) owned.add(subject);
  else owned.delete(subject);
}

function decideInstead(recorded: Decision, rules: RoutingRules, pools: ReplayedPools): DraftDecision[] {
  const facts = factsFor(recorded, rules);
  const at = new Date(recorded.at);
  const first = pools.settle(decide(facts, rules, pools.ledger, at));
  // What followed upon a refusal stands in the record, in its own place.
  const isRefusedAsRecorded = recorded.chosen === null && recorded.poolId === first.poolId;
  const decisions = [first];
  for (let next = nextPool(first, rules); next !== null && !isRefusedAsRecorded && recorded.cause !== 'afterSale'; ) {
    const decision = pools.settle(decide({ ...facts, handedTo: next.poolId, cause: next.cause }, rules, pools.ledger, at));
    decisions.push(decision);
    next = nextPool(decision, rules);
  }
  return decisions;
}

/** By other territories than the recorded ones no territory stands, and a lead that is handed over goes to their fallback pool. */
function factsFor(recorded: Decision, { territories, pools }: RoutingRules): RoutingFacts {
  const facts = factsOf(recorded);
  if (territories.version === recorded.versions.territories) return facts;
  // Which pool takes over customers is no question of territories.
  if (facts.cause === 'afterSale') return { ...facts, standing: null, handedTo: recorded.poolId };
  if (facts.cause === 'outsideHours') {
    // The draft may name another pool for the night.
    const night = nightPoolOf(pools.documents.get(recorded.territory.poolId));
    return { ...facts, standing: null, handedTo: night ?? facts.handedTo };
  }
  if (facts.cause !== 'fallback') return { ...facts, standing: null };
  return { ...facts, standing: null, handedTo: fallbackTerritory(territories)?.poolId ?? null };
}

/** The ledgers of the replay, and beside them the recorded ones as far as the record has been read. */
class ReplayedPools {
  readonly #replayed = new Map<PoolId, KnownPool>();
  readonly #recorded = new Map<PoolId, KnownPool>();

  /** Begins with what the first decision of each pool found. */
  constructor(ordered: readonly Decision[]) {
    for (const decision of ordered) {
      if (this.#recorded.has(decision.poolId)) continue;
      this.#recorded.set(decision.poolId, ledgerBefore(decision));
      this.#replayed.set(decision.poolId, ledgerBefore(decision));
    }
  }

  get ledger(): Ledger {
    return this.#replayed;
  }

  /** Takes in what the next recorded decision found and left. */
  follow(recorded: Decision): void {
    const { poolId } = recorded;
    const actual = ledgerBefore(recorded);
    const expected = this.#recorded.get(poolId) ?? actual;
    this.#replayed.set(poolId, catchUp(this.#replayed.get(poolId) ?? actual, expected, actual));
    this.#recorded.set(poolId, ledgerAfter(actual, recorded));
  }

  /** Takes in what the replay decided, and returns it. */
  settle(decision: DraftDecision): DraftDecision {
    const { poolId } = decision;
    this.#replayed.set(poolId, ledgerAfter(this.#replayed.get(poolId) ?? emptyPool(poolId), decision));
    return decision;
  }
}
