import type { Backtest, BandResult, ChangedLead, RuleResult, RuleSetResult, ScoreResult } from '../../api/scoring/backtest-view.ts';
import type { Temperature } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Conversion } from './rules-conversion.ts';
import { compare, liftOf, shareOf } from './rules-rates.ts';
import { totalOf } from './rules-temperature.ts';
import type { Judgement } from './rules-trajectory.ts';
import type { ScoringRules } from './scoring-config.ts';

/** A lead as both sets of rules see it; its history is not needed any more. */
export interface JudgedLead {
  readonly leadId: LeadId;
  readonly createdAt: number;
  readonly temperature: Temperature;
  readonly conversion: Conversion | null;
  readonly draft: Judgement;
  readonly inForce: Judgement;
}

/** The figures of a back-test, as far as leads tell them. */
export type Tallied = Pick<Backtest, 'judged' | 'all' | 'rules' | 'changes'> & {
  readonly convertedBefore: number;
  readonly conversions: Omit<Backtest['conversions'], 'counted'>;
  readonly draft: Omit<RuleSetResult, 'version'>;
  readonly inForce: Omit<RuleSetResult, 'version'>;
};

interface Count {
  leads: number;
  sql: number;
  customers: number;
}

const nothing = (): Count => ({ leads: 0, sql: 0, customers: 0 });
const warmth = ['hot', 'warm', 'cold'] as const satisfies readonly Temperature[];
const scoreSteps = [0, 20, 40, 60, 80] as const;
const stepOf = (total: number): number => scoreSteps.findLast((from) => total >= from) ?? 0;

/** Counts of one set of rules. */
class RuleSetTally {
  readonly #bands = new Map<Temperature, Count>();
  readonly #scores = new Map<number, Count>();

  add({ peak }: Judgement, conversion: Conversion | null): void {
    addTo(this.#bands, peak.temperature, conversion);
    addTo(this.#scores, stepOf(totalOf(peak.scores)), conversion);
  }

  result(all: Count): Omit<RuleSetResult, 'version'> {
    const hot = this.#bands.get('hot') ?? nothing();
    return {
      bands: warmth.map((temperature): BandResult => ({ temperature, ...rated(this.#bands.get(temperature) ?? nothing(), all) })),
      scores: scoreSteps.map(
        (from): ScoreResult => ({ from, to: from === 80 ? 100 : from + 19, ...rated(this.#scores.get(from) ?? nothing(), all) }),
      ),
      hot: { precision: shareOf(hot.sql, hot.leads), recall: shareOf(hot.sql, all.sql) },
    };
  }
}

/** Adds up judged leads, however many; of those that change it keeps the first `maxChanges`. */
export class BacktestTally {
  readonly #rules: ScoringRules;
  readonly #maxChanges: number;
  readonly #all = nothing();
  readonly #told = { purchase: 0, timeline: 0, stage: 0 };
  readonly #draft = new RuleSetTally();
  readonly #inForce = new RuleSetTally();
  readonly #fired = new Map<string, Count>();
  readonly #matrix: Record<Temperature, Record<Temperature, number>>;
  readonly #changed: ChangedLead[] = [];
  #changes = 0;
  #alsoInForce = 0;
  #convertedBefore = 0;

  constructor(draft: ScoringRules, maxChanges: number) {
    this.#rules = draft;
    this.#maxChanges = maxChanges;
    const none = () => ({ cold: 0, warm: 0, hot: 0 });
    this.#matrix = { cold: none(), warm: none(), hot: none() };
  }

  add(lead: JudgedLead): void {
    this.#addChange(lead);
    const { conversion } = lead;
    if (conversion !== null && conversion.at !== null && conversion.at <= lead.createdAt) {
      this.#convertedBefore += 1;
      return;
    }
    raise(this.#all, conversion);
    if (conversion) this.#told[conversion.by] += 1;
    this.#draft.add(lead.draft, conversion);
    this.#inForce.add(lead.inForce, conversion);
    for (const rule of lead.draft.fired) addTo(this.#fired, rule, conversion);
  }

  #addChange({ leadId, temperature: from, draft, inForce }: JudgedLead): void {
    const { temperature: to, scores } = draft.now;
    this.#matrix[from][to] += 1;
    if (to === from) return;
    this.#changes += 1;
    if (inForce.now.temperature !== from) this.#alsoInForce += 1;
    if (this.#changed.length >= this.#maxChanges) return;
    this.#changed.push({ leadId, from, to, fit: scores.fit, interest: Math.round(scores.interest * 10) / 10 });
  }

  result(): Tallied {
    const all = this.#all;
    return {
      judged: all.leads,
      convertedBefore: this.#convertedBefore,
      conversions: {
        sql: all.sql,
        customers: all.customers,
        byPurchase: this.#told.purchase,
        byTimeline: this.#told.timeline,
        withoutTime: this.#told.stage,
      },
      all: { sql: shareOf(all.sql, all.leads), customer: shareOf(all.customers, all.leads) },
      draft: this.#draft.result(all),
      inForce: this.#inForce.result(all),
      rules: this.#ruleResults(),
      changes: {
        leads: this.#changes,
        matrix: this.#matrix,
        alsoInForce: this.#alsoInForce,
        items: this.#changed,
        more: this.#changes - this.#changed.length,
      },
    };
  }

  #ruleResults(): RuleResult[] {
    const resultOf = (kind: RuleResult['kind'], { id, points }: { readonly id: string; readonly points: number }): RuleResult => ({
      rule: id,
      kind,
      points,
      ...rated(this.#fired.get(id) ?? nothing(), this.#all),
    });
    const { fit, interest } = this.#rules;
    return [...fit.map((rule) => resultOf('fit', rule)), ...interest.map((rule) => resultOf('interest', rule))];
  }
}

function addTo<Key>(counts: Map<Key, Count>, key: Key, conversion: Conversion | null): void {
  const count = counts.get(key) ?? nothing();
  raise(count, conversion);
  counts.set(key, count);
}

function raise(count: Count, conversion: Conversion | null): void {
  count.leads += 1;
  if (conversion) count.sql += 1;
  if (conversion?.isCustomer) count.customers += 1;
}

function rated({ leads, sql, customers }: Count, all: Count): Omit<BandResult, 'temperature'> {
  const [share, allShare] = [shareOf(sql, leads), shareOf(all.sql, all.leads)];
  return { leads, sql: share, customer: shareOf(customers, leads), lift: liftOf(share, allShare), says: compare(share, allShare) };
}
