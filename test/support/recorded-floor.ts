import fc from 'fast-check';
import { defaultConfig } from '../../config/index.ts';
import { CompanyConfig } from '../../shared/company/company-config.ts';
import { DecisionId, type LeadId, leadSubject, type PoolId, RepId } from '../../shared/platform/ids.ts';
import {
  Decision,
  decide,
  emptyPool,
  ledgerAfter,
  nextPool,
  type PoolState,
  type RoutingFacts,
  type RoutingRules,
  territoryFor,
} from '../../shared/routing/index.ts';
import { PoolConfig } from '../../shared/routing/pool-config.ts';
import { RepConfig } from '../../shared/routing/rep-config.ts';
import { TerritoryAttributes } from '../../shared/routing/territory-conditions.ts';
import { TerritoryConfig } from '../../shared/routing/territory-config.ts';
import { leadIdOf, ruleSet } from './routing.ts';

type Load = NonNullable<Decision['candidates'][number]['load']>;

const repCount = 8;
/** Has room at every hour, so that a lead of the night has somebody. */
const alwaysThere = 5;
const week = (...spans: readonly [string, string][]) => {
  const day = spans.map(([from, to]) => ({ from, to }));
  return { week: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day } };
};
const own: readonly object[] = [
  { workingHours: week(['06:00', '14:00']), caps: { open: 4 } },
  { workingHours: week(['14:00', '22:00']), skills: ['en'] },
  {},
  { leave: [{ from: '2026-11-03', to: '2026-11-03', part: 'morning' }], skills: ['en'] },
  { caps: { perDay: 3, open: 2 } },
  {},
  { workingHours: week(['00:00', '24:00']), caps: { perDay: 4 } },
  { skills: ['en', 'kho'], caps: { open: 6 } },
];
const atNight: readonly number[] = [0, alwaysThere, 6];
const repOf = (rep: number) => RepId.parse(`rep-${rep}`);
const pool = (id: string, members: readonly (readonly [rep: number, weight: number])[], more: object) =>
  PoolConfig.parse({ id, name: { vi: id, en: id }, members: members.map(([rep, weight]) => ({ repId: repOf(rep), weight })), ...more });
const territory = (id: string, order: number, poolId: string, when: object, more: object = {}) =>
  TerritoryConfig.parse({ id, order, poolId, when, ...more });

/**
 * Pools whose reps have hours, leave, caps and skills, some of them in several pools: by turn, by load, by skill, by value; outside hours a pool for the night is asked, or a lead
 * waits for whoever begins first; some leads have somebody before any turn.
 */
export const floorRules: RoutingRules = {
  territories: ruleSet([
    territory('key', 5, 'south', { products: ['crm'], macroRegions: ['south'] }, { repId: 'rep-3' }),
    territory('stock', 10, 'stock', { products: ['kho'] }),
    territory('south', 20, 'south', { macroRegions: ['south'] }),
    territory('north', 30, 'north', { macroRegions: ['north'] }),
    territory('rest', 90, 'rest', {}),
  ]),
  pools: ruleSet([
    pool(
      'stock',
      [
        [0, 2],
        [1, 1],
        [4, 1],
      ],
      { sticky: ['referral', 'samePerson'], outsideHours: { pool: 'night' } },
    ),
    pool(
      'south',
      [
        [2, 1],
        [3, 2],
        [4, 1],
        [6, 1],
      ],
      { mode: 'leastLoaded', caps: { open: 7 }, outsideHours: { pool: 'night' } },
    ),
    pool(
      'north',
      [
        [1, 1],
        [3, 1],
        [7, 2],
        [2, 1],
      ],
      { mode: 'skill', skills: [{ skill: 'en', when: { languages: ['en'] } }], outsideHours: 'wait', sticky: ['referral'] },
    ),
    pool(
      'rest',
      [
        [alwaysThere, 1],
        [7, 1],
        [2, 3],
      ],
      { credits: [{ credit: 3, when: { languages: ['en'] } }] },
    ),
    pool(
      'night',
      [
        [alwaysThere, 2],
        [6, 1],
        [0, 1],
      ],
      {},
    ),
  ]),
  reps: ruleSet(own.map((more, rep) => RepConfig.parse({ id: repOf(rep), name: 'Rep', email: `rep${rep}@example.com`, ...more }))),
  company: ruleSet([CompanyConfig.parse(defaultConfig.company[0])]),
};

/** What happens on the floor, one after the other, with minutes in between. */
export type FloorEvent =
  | {
      readonly kind: 'lead';
      readonly product: string | null;
      readonly region: string | null;
      readonly language: string;
      /** Who has the person already, or the one by whom they were sent. */
      readonly known: readonly [rep: number, why: 'samePerson' | 'referral'] | null;
    }
  | { readonly kind: 'duty'; readonly rep: number; readonly on: boolean; readonly minutes: number | null }
  /** A rep is done with one of what they have in hand. */
  | { readonly kind: 'close'; readonly rep: number }
  /** A rep lets a lead pass, or it is taken back: the next one is asked. */
  | { readonly kind: 'passed'; readonly lead: number; readonly cause: 'declined' | 'recalled' }
  /** What waits is tried again. */
  | { readonly kind: 'retry' }
  | { readonly kind: 'edit'; readonly edit: number };

const minutes = fc.integer({ min: 0, max: 90 });
const rep = fc.nat(repCount - 1);
const leads = (region: fc.Arbitrary<string | null>) =>
  fc.record({
    kind: fc.constant('lead' as const),
    product: fc.constantFrom('kho', 'crm', null),
    region,
    language: fc.constantFrom('vi', 'vi', 'en'),
    known: fc.option(fc.tuple(rep, fc.constantFrom('samePerson' as const, 'referral' as const)), { freq: 3 }),
  });
/** Whoever is always there stays there. */
const duty = fc
  .record({ kind: fc.constant('duty' as const), rep, on: fc.boolean(), minutes: fc.option(fc.integer({ min: 5, max: 600 })) })
  .filter((one) => one.rep !== alwaysThere);
const close = fc.record({ kind: fc.constant('close' as const), rep });
const passed = fc.record({
  kind: fc.constant('passed' as const),
  lead: fc.nat(60),
  cause: fc.constantFrom('declined' as const, 'recalled' as const),
});
const timed = <Event extends FloorEvent>(event: fc.Arbitrary<Event>) => fc.tuple(minutes, event);
const several = (...weighted: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<FloorEvent>])[]) =>
  fc.array(timed(fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })))), {
    minLength: 1,
    maxLength: 90,
    size: 'max',
  });

/** Days with all that may happen, rules that are edited among it. */
export const busyDays = several(
  [12, leads(fc.constantFrom('north', 'south', null))],
  [2, duty],
  [3, close],
  [2, passed],
  [2, fc.constant({ kind: 'retry' as const })],
  [1, fc.record({ kind: fc.constant('edit' as const), edit: fc.nat(3) })],
);
/**
 * Days on which nothing waits and nobody lets anything pass: what comes, who is there, and what is done with, all of it the same by other rules. Of the pool for the night nobody is
 * switched, or done with anything: where a draft alone asks a pool, the record has yet to tell.
 */
export const plainDays = several(
  [12, leads(fc.constantFrom('south', null))],
  [2, duty.filter((one) => !atNight.includes(one.rep))],
  [3, close.filter((one) => !atNight.includes(one.rep))],
);

type Edit = (rules: RoutingRules) => RoutingRules;
const editPool = (id: string, change: (pool: PoolConfig) => PoolConfig): Edit =>
  function edited(rules) {
    const documents = [...rules.pools.documents.values()].map((one) => (one.id === id ? change(one) : one));
    return { ...rules, pools: ruleSet(documents, rules.pools.version + 1) };
  };
const editRep = (id: string, change: (one: RepConfig) => RepConfig): Edit =>
  function edited(rules) {
    const documents = [...rules.reps.documents.values()].map((one) => (one.id === id ? change(one) : one));
    return { ...rules, reps: ruleSet(documents, rules.reps.version + 1) };
  };
const reweighed = (one: PoolConfig, ...weights: readonly number[]) => ({
  ...one,
  members: one.members.map((member, place) => ({ ...member, weight: weights[place] ?? member.weight })),
});

/** What somebody may want to change. */
export const floorEdits = {
  'other weights': editPool('stock', (one) => reweighed(one, 1, 5, 2)),
  'by turn instead of by load': editPool('south', ({ mode: _mode, ...one }) => one),
  'lower caps of a rep': editRep('rep-0', (one) => ({ ...one, caps: { open: 1 } })),
  'caps of a pool that had none': editPool('stock', (one) => ({ ...one, caps: { open: 3, perDay: 6 } })),
  'nobody before the turn': editPool('stock', ({ sticky: _sticky, ...one }) => one),
  'other hours of a rep': editRep('rep-2', (one) => ({
    ...one,
    workingHours: RepConfig.shape.workingHours.parse(week(['19:00', '23:00'])),
  })),
  'a rep on leave': editRep('rep-3', (one) => ({ ...one, leave: [{ from: '2026-11-02', to: '2026-11-05' }] })),
  'a rep who is not active': editRep('rep-2', (one) => ({ ...one, active: false })),
} satisfies Record<string, Edit>;

interface Asked {
  readonly facts: Omit<RoutingFacts, 'handedTo'>;
  readonly handedTo: PoolId | null;
}

/** What a floor decided: the pools one after the other, loads of reps over all pools, switches beside the ledgers. */
export class RecordedFloor {
  readonly decisions: Decision[] = [];
  /** What somebody was to be done with who had nothing in hand that is counted. */
  readonly idle = new Set<FloorEvent>();
  readonly #versions = new Map<string, RoutingRules>();
  readonly #ledger = new Map<PoolId, PoolState>();
  readonly #loads = new Map<string, Load>();
  readonly #given = new Map<LeadId, Asked['facts'] & { readonly to: RepId; readonly poolId: PoolId }>();
  readonly #waiting = new Map<LeadId, Asked['facts']>();
  #rules: RoutingRules;
  #now = Date.parse('2026-11-02T00:30:00.000Z');
  #leads = 0;

  constructor(events: readonly (readonly [minutes: number, event: FloorEvent])[], rules = floorRules) {
    this.#rules = rules;
    this.#keep();
    for (const [after, event] of events) {
      this.#now += after * 60_000 + 1_000;
      this.#happen(event);
    }
  }

  /** The rules that a decision was made by. */
  rulesOf({ versions }: Decision): RoutingRules {
    const [pools, reps] = [this.#versions.get(`p${versions.pools}`), this.#versions.get(`r${versions.reps}`)];
    if (!pools || !reps) throw new Error('a decision names a version that was never in force');
    return { ...pools, reps: reps.reps };
  }

  #keep(): void {
    const { pools, reps } = this.#rules;
    for (const name of [`p${pools.version}`, `r${reps.version}`]) this.#versions.set(name, this.#rules);
  }

  #happen(event: FloorEvent): void {
    switch (event.kind) {
      case 'lead':
        this.#arrive(event);
        return;
      case 'duty':
        this.#switch(event);
        return;
      case 'close': {
        const load = this.#loads.get(repOf(event.rep));
        if (load && load.open > 0) this.#loads.set(repOf(event.rep), { ...load, open: load.open - 1 });
        else this.idle.add(event);
        return;
      }
      case 'passed':
        this.#pass(event);
        return;
      case 'retry': {
        const waiting = [...this.#waiting.values()];
        this.#waiting.clear();
        for (const facts of waiting) this.#ask({ facts: { ...facts, cause: 'retry' }, handedTo: null });
        return;
      }
      case 'edit': {
        const edits = Object.values(floorEdits);
        this.#rules = edits[event.edit * 2]?.(this.#rules) ?? this.#rules;
        this.#keep();
        return;
      }
    }
  }

  #arrive({ product, region, language, known }: Extract<FloorEvent, { kind: 'lead' }>): void {
    const attributes = TerritoryAttributes.parse({
      products: product === null ? [] : [product],
      macroRegions: region === null ? [] : [region],
      languages: [language],
    });
    const preferred = known === null ? {} : { preferred: [{ repId: repOf(known[0]), why: known[1] }] };
    const leadId = leadIdOf(this.#leads);
    const standing = territoryFor(this.#rules.territories, attributes);
    this.#leads += 1;
    const facts = {
      leadId,
      subject: leadSubject,
      cause: 'created' as const,
      attributes,
      regionReason: 'given' as const,
      standing,
      ...preferred,
    };
    this.#ask({ facts, handedTo: null });
  }

  #switch({ rep: place, on, minutes: lasting }: Extract<FloorEvent, { kind: 'duty' }>): void {
    const until = lasting === null ? {} : { until: new Date(this.#now + lasting * 60_000).toISOString() };
    for (const { id, members } of this.#rules.pools.documents.values()) {
      if (!members.some(({ repId }) => repId === repOf(place))) continue;
      const state = this.#ledger.get(id) ?? emptyPool(id);
      this.#ledger.set(id, { ...state, version: state.version + 1, duty: { ...state.duty, [repOf(place)]: { on, ...until } } });
    }
  }

  #pass({ lead, cause }: Extract<FloorEvent, { kind: 'passed' }>): void {
    const given = this.#given.get(leadIdOf(lead));
    if (!given) return;
    const { to, poolId, ...facts } = given;
    this.#given.delete(facts.leadId);
    const load = this.#loads.get(to);
    if (load) this.#loads.set(to, { ...load, open: Math.max(0, load.open - 1) });
    const passedBy = cause === 'declined' ? { passedBy: [...(facts.passedBy ?? []), { repId: to, poolId }] } : {};
    this.#ask({ facts: { ...facts, ...passedBy, cause }, handedTo: null });
  }

  #ask({ facts, handedTo }: Asked): void {
    this.#now += 1;
    const at = new Date(this.#now);
    const loads = Object.fromEntries(this.#loads);
    const known = new Map(
      [...this.#rules.pools.documents.values()].map(({ id }) => [id, { ...(this.#ledger.get(id) ?? emptyPool(id)), loads }]),
    );
    const decided = decide({ ...facts, handedTo }, this.#rules, known, at);
    const { loads: after, ...ledger } = ledgerAfter(known.get(decided.poolId) ?? emptyPool(decided.poolId), decided);
    this.#ledger.set(decided.poolId, ledger);
    for (const [repId, load] of Object.entries(after ?? {})) this.#loads.set(repId, load);
    const decisionId = DecisionId.parse(`D${String(this.decisions.length).padStart(6, '0')}`);
    this.decisions.push(Decision.parse(JSON.parse(JSON.stringify({ decisionId, ...decided }))));
    const next = nextPool(decided, this.#rules);
    if (decided.chosen !== null) this.#given.set(facts.leadId, { ...facts, to: decided.chosen, poolId: decided.poolId });
    else if (next === null) this.#waiting.set(facts.leadId, facts);
    else this.#ask({ facts: { ...facts, cause: next.cause }, handedTo: next.poolId });
  }
}
