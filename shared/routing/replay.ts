import type { LeadRouting } from '../leads/index.ts';
import { leadSubject, type PoolId } from '../platform/ids.ts';
import { decide, nextPool, territoryFor } from './decide.ts';
import type { Decision, DraftDecision, PoolState } from './decision.ts';
import { nightPoolOf } from './pool-config.ts';
import type { RoutingRules } from './rules.ts';
import { factsOf, type RoutingFacts } from './rules-facts.ts';
import { wasReady } from './rules-hand-over.ts';
import { emptyPool, type KnownPool, type Ledger, ledgerAfter, ledgerBefore } from './rules-ledger.ts';
import { loadsCaughtUp } from './rules-load.ts';
import type { NextPool } from './rules-next-pool.ts';
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
  const handedOn = handedOnIn(ordered);
  /** The pool to which the replay hands a subject on; null: it waits. */
  const onward = new Map<string, NextPool | null>();
  return ordered.map((recorded) => {
    const subject = subjectOf(recorded);
    pools.follow(recorded);
    const rules = rulesFor(recorded);
    const isOther = isOtherVersion(recorded, rules);
    const next = isOther && isHandOn(recorded) ? onward.get(subject) : undefined;
    // Where a rep has a subject, a pool is asked again only if the record says that it was taken back in between; where one waits, no pool behind it is asked.
    const isAsked = (!owned.has(subject) || ownedInRecord.has(subject)) && next !== null;
    const isNew = inMarketing.has(subject) || (recorded.subject === leadSubject && comesFromOutside.includes(recorded.cause));
    const readiness = isAsked && isNew ? readinessInstead(recorded, rules) : undefined;
    const isKept = readiness?.isReady === false;
    const isHandedOn = !isOther || handedOn.has(recorded);
    const instead = isAsked && !isKept ? decideInstead(recorded, rules, { pools, next, isHandedOn }) : [];
    const last = instead.at(-1);
    if (last) onward.set(subject, nextPool(last, rules));
    note(inMarketing, subject, isKept);
    note(ownedInRecord, subject, recorded.chosen !== null);
    // A customer whom nobody takes over stays with whoever has them.
    if (isAsked) note(owned, subject, !isKept && (last?.chosen !== null || recorded.cause === 'afterSale'));
    return { recorded, decisions: instead, ...(readiness === undefined ? {} : { readiness }) };
  });
}

const subjectOf = ({ leadId, subject }: Decision) => `${leadId} ${subject}`;
const isHandOn = ({ cause }: Decision) => cause === 'fallback' || cause === 'outsideHours';

function isOtherVersion({ versions }: Decision, { territories, pools, reps }: RoutingRules): boolean {
  return territories.version !== versions.territories || pools.version !== versions.pools || reps.version !== versions.reps;
}

/** The decisions of a record behind which the next pool was asked. */
function handedOnIn(ordered: readonly Decision[]): ReadonlySet<Decision> {
  const handedOn = new Set<Decision>();
  const before = new Map<string, Decision>();
  for (const decision of ordered) {
    const last = before.get(subjectOf(decision));
    if (last && isHandOn(decision)) handedOn.add(last);
    before.set(subjectOf(decision), decision);
  }
  return handedOn;
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

interface Instead {
  readonly pools: ReplayedPools;
  /** The pool to which the replay itself handed the subject on; undefined: it did not. */
  readonly next: NextPool | undefined;
  /** Whether the record says that the next pool was asked behind it. */
  readonly isHandedOn: boolean;
}

function decideInstead(recorded: Decision, rules: RoutingRules, { pools, next: asked, isHandedOn }: Instead): DraftDecision[] {
  const facts = asked ? { ...factsFor(recorded, rules), handedTo: asked.poolId, cause: asked.cause } : factsFor(recorded, rules);
  const at = new Date(recorded.at);
  const first = pools.settle(decide(facts, rules, pools.ledger, at));
  // What followed upon a refusal stands in the record, in its own place.
  const isRefusedAsRecorded = isHandedOn && recorded.chosen === null && (asked !== undefined || recorded.poolId === first.poolId);
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

type Loads = NonNullable<KnownPool['loads']>;

/**
 * The ledgers of the replay, and beside them the recorded ones as far as the record has been read. What a rep has in hand is one for all pools: what one pool
 * gives instead, the others see.
 */
class ReplayedPools {
  readonly #replayed = new Map<PoolId, PoolState>();
  readonly #recorded = new Map<PoolId, PoolState>();
  #loads: Loads;
  #recordedLoads: Loads;

  /** Begins with what the first decision of each pool found, and the first that saw what a rep had in hand. */
  constructor(ordered: readonly Decision[]) {
    const found = ordered.map(ledgerBefore);
    this.#loads = Object.fromEntries(found.flatMap(({ loads = {} }) => Object.entries(loads)).reverse());
    this.#recordedLoads = this.#loads;
    for (const { loads: _loads, ...state } of found) {
      if (this.#recorded.has(state.poolId)) continue;
      this.#recorded.set(state.poolId, state);
      this.#replayed.set(state.poolId, state);
    }
  }

  get ledger(): Ledger {
    return new Map([...this.#replayed].map(([poolId, state]) => [poolId, { ...state, loads: this.#loads }]));
  }

  /** Takes in what the next recorded decision found and left. */
  follow(recorded: Decision): void {
    const { poolId } = recorded;
    const actual = ledgerBefore(recorded);
    const { loads: seen = {}, ...found } = actual;
    const expected = this.#recorded.get(poolId) ?? found;
    this.#replayed.set(poolId, catchUp(this.#replayed.get(poolId) ?? found, expected, found));
    this.#loads = loadsCaughtUp(this.#loads, this.#recordedLoads, seen);
    // What a decision does not see stays as it was: the window of others than may take this one, and what is owed to who is no member for a while.
    const { loads: left, ...after } = ledgerAfter({ ...catchUp(expected, expected, found), loads: seen }, recorded);
    this.#recorded.set(poolId, after);
    this.#recordedLoads = { ...this.#recordedLoads, ...left };
  }

  /** Takes in what the replay decided, and returns it. */
  settle(decision: DraftDecision): DraftDecision {
    const { poolId } = decision;
    const { loads, ...after } = ledgerAfter({ ...(this.#replayed.get(poolId) ?? emptyPool(poolId)), loads: this.#loads }, decision);
    this.#replayed.set(poolId, after);
    this.#loads = loads ?? {};
    return decision;
  }
}
