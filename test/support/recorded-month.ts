import fc from 'fast-check';
import { DecisionId, type LeadId, leadSubject, PoolId, RepId } from '../../shared/platform/ids.ts';
import {
  chooseTerritory,
  Decision,
  decide,
  ledgerAfter,
  nextPool,
  type PoolState,
  type RoutingFacts,
  type RoutingRules,
} from '../../shared/routing/index.ts';
import { TerritoryAttributes } from '../../shared/routing/territory-conditions.ts';
import { TerritoryConfig } from '../../shared/routing/territory-config.ts';
import { leadIdOf, poolOf, repsOf, ruleSet } from './routing.ts';

const poolIds = ['stock', 'south', 'rest'] as const;
const repCount = 5;
const products = ['kho', 'crm'] as const;

/** Something that happens in a month of routing. */
export type Happening =
  /** A person asks for something; their turn comes `waits` happenings later, and `tells` another region before. */
  | { readonly kind: 'lead'; readonly product: string | null; readonly region: Region; readonly waits: number; readonly tells: Region }
  /** A lead is taken back from its owner and given again. */
  | { readonly kind: 'recall'; readonly lead: number }
  | { readonly kind: 'rep'; readonly rep: number; readonly active: boolean }
  | { readonly kind: 'weights'; readonly pool: number; readonly weights: readonly number[] }
  | { readonly kind: 'territory'; readonly from: number; readonly pool: number };
type Region = 'north' | 'south' | null;

const region = fc.constantFrom<Region>('north', 'south', null);
const waits = fc.integer({ min: 0, max: 3 });
const newLead = { kind: fc.constant('lead' as const), product: fc.constantFrom(...products, null), region, waits };
const lead = fc.record({ ...newLead, tells: region });
/** Tells of no other region. */
const quietLead = fc.record({ ...newLead, tells: fc.constant(null) });
const edit = fc.oneof(
  fc.record({ kind: fc.constant('rep' as const), rep: fc.nat(repCount - 1), active: fc.boolean() }),
  fc.record({
    kind: fc.constant('weights' as const),
    pool: fc.nat(poolIds.length - 1),
    weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: repCount }),
  }),
  fc.record({ kind: fc.constant('territory' as const), from: fc.nat(1), pool: fc.nat(poolIds.length - 1) }),
);
const recall = fc.record({ kind: fc.constant('recall' as const), lead: fc.nat(40) });

/** Months in which nobody edits a rule and nobody tells of another region; recalls happen. */
export const quietMonths: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof({ arbitrary: quietLead, weight: 8 }, { arbitrary: recall, weight: 1 }),
  {
    minLength: 1,
    maxLength: 60,
  },
);
/** Months in which people edit rules as well. */
export const busyMonths: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof({ arbitrary: lead, weight: 8 }, { arbitrary: edit, weight: 2 }, { arbitrary: recall, weight: 1 }),
  { minLength: 1, maxLength: 60 },
);

const territory = (id: string, order: number, poolId: string, when: object) => TerritoryConfig.parse({ id, order, poolId, when });

/** Who asks for stock goes to one pool, the south to another, the rest to a third; no two pools have the same reps. */
export const firstRules: RoutingRules = {
  territories: ruleSet([
    territory('stock', 10, 'stock', { products: ['kho'] }),
    territory('south', 20, 'south', { macroRegions: ['south'] }),
    territory('rest', 90, 'rest', {}),
  ]),
  pools: ruleSet([poolOf([1, 2], 'stock'), poolOf([3, 1, 1], 'south'), { ...poolOf([], 'rest'), members: [3, 4].map(memberOf) }]),
  reps: ruleSet([...repsOf(Array(repCount).fill(true)).values()]),
};

function memberOf(rep: number) {
  return { repId: RepId.parse(`rep-${rep}`), weight: 1 };
}

/** Returns the rules after an edit, the edited kind one version up. */
export function edited(rules: RoutingRules, happening: Exclude<Happening, { kind: 'lead' | 'recall' }>): RoutingRules {
  const { territories, pools, reps } = rules;
  switch (happening.kind) {
    case 'rep': {
      const id = `rep-${happening.rep}`;
      return { ...rules, reps: changed(reps, id, (rep) => ({ ...rep, active: happening.active })) };
    }
    case 'weights': {
      const weigh = (index: number) => happening.weights[index % happening.weights.length] ?? 1;
      const id = poolIds[happening.pool] ?? 'rest';
      const reweighed = changed(pools, id, (pool) => ({
        ...pool,
        members: pool.members.map((member, index) => ({ ...member, weight: weigh(index) })),
      }));
      return { ...rules, pools: reweighed };
    }
    case 'territory': {
      const poolId = PoolId.parse(poolIds[happening.pool]);
      return { ...rules, territories: changed(territories, poolIds[happening.from] ?? 'south', (before) => ({ ...before, poolId })) };
    }
  }
}

function changed<Document extends { readonly id: string }>(
  { version, documents }: { readonly version: number; readonly documents: ReadonlyMap<string, Document> },
  id: string,
  edit: (document: Document) => Document,
) {
  return ruleSet(
    [...documents.values()].map((document) => (document.id === id ? edit(document) : document)),
    version + 1,
  );
}

interface Request {
  readonly facts: Omit<RoutingFacts, 'handedTo'>;
  readonly handedTo: PoolId | null;
  readonly due: number;
}

const attributesIn = (product: string | null, place: Region): RoutingFacts['attributes'] =>
  TerritoryAttributes.parse({ products: product === null ? [] : [product], macroRegions: place === null ? [] : [place] });

/** A month as the live path records it: the territory at once, the rep some happenings later, hand-overs later still. */
export class RecordedMonth {
  readonly decisions: Decision[] = [];
  readonly #versions = new Map<string, RoutingRules>();
  readonly #ledger = new Map<PoolId, PoolState>();
  readonly #owned = new Map<LeadId, Request['facts']>();
  #rules: RoutingRules;
  readonly #isPunctual: boolean;
  #requests: Request[] = [];
  #leads = 0;

  /** @param isPunctual whether all instances have one clock */
  constructor(happenings: readonly Happening[], { rules = firstRules, isPunctual = false } = {}) {
    this.#rules = rules;
    this.#isPunctual = isPunctual;
    this.#keep();
    for (const [step, happening] of happenings.entries()) {
      this.#happen(happening, step);
      this.#work(step);
    }
    for (let step = happenings.length; this.#requests.length > 0; step += 1) this.#work(step);
  }

  /** The rules that a decision was made by. */
  rulesOf({ versions }: Decision): RoutingRules {
    const [territories, pools, reps] = [`t${versions.territories}`, `p${versions.pools}`, `r${versions.reps}`].map((name) =>
      this.#versions.get(name),
    );
    if (!territories || !pools || !reps) throw new Error('a decision names a version that was never in force');
    return { territories: territories.territories, pools: pools.pools, reps: reps.reps };
  }

  #keep(): void {
    const { territories, pools, reps } = this.#rules;
    for (const name of [`t${territories.version}`, `p${pools.version}`, `r${reps.version}`]) this.#versions.set(name, this.#rules);
  }

  #happen(happening: Happening, step: number): void {
    if (happening.kind === 'lead') {
      const { product, region: place, tells, waits: happenings } = happening;
      const standing = chooseTerritory(this.#rules.territories, attributesIn(product, place));
      const facts = {
        leadId: leadIdOf(this.#leads),
        subject: leadSubject,
        cause: 'created' as const,
        attributes: attributesIn(product, tells ?? place),
        regionReason: 'given' as const,
        standing,
      };
      this.#leads += 1;
      this.#requests.push({ facts, handedTo: null, due: step + happenings });
    } else if (happening.kind === 'recall') {
      const facts = this.#owned.get(leadIdOf(happening.lead));
      if (facts) this.#requests.push({ facts: { ...facts, cause: 'recalled' }, handedTo: null, due: step });
      this.#owned.delete(leadIdOf(happening.lead));
    } else {
      this.#rules = edited(this.#rules, happening);
      this.#keep();
    }
  }

  #work(step: number): void {
    const due = this.#requests.filter((request) => request.due <= step);
    this.#requests = this.#requests.filter((request) => request.due > step);
    for (const { facts, handedTo } of due) {
      // Every third instance has a clock that is slow, unless all have one; then no two decisions fall into one moment.
      const offMs = this.#isPunctual ? this.decisions.length % 1_000 : this.decisions.length % 3 === 0 ? -1_500 : 0;
      const at = new Date(Date.parse('2026-11-02T03:00:00.000Z') + step * 1_000 + offMs);
      const decided = decide({ ...facts, handedTo }, this.#rules, this.#ledger, at);
      const { poolId } = decided;
      this.#ledger.set(poolId, ledgerAfter(this.#ledger.get(poolId) ?? { poolId, version: 0, members: {} }, decided));
      const decisionId = DecisionId.parse(`D${String(this.decisions.length).padStart(5, '0')}`);
      this.decisions.push(Decision.parse(JSON.parse(JSON.stringify({ decisionId, ...decided }))));
      if (decided.chosen !== null) this.#owned.set(facts.leadId, facts);
      const next = nextPool(decided, this.#rules);
      if (next !== null) this.#requests.push({ facts: { ...facts, cause: next.cause }, handedTo: next.poolId, due: step + 1 });
    }
  }
}
