import { describe, expect, it } from '@jest/globals';
import type { Temperature } from '../../../shared/leads/index.ts';
import { BacktestTally, type JudgedLead } from '../../../shared/scoring/rules-backtest.ts';
import type { Conversion } from '../../../shared/scoring/rules-conversion.ts';
import type { Judgement } from '../../../shared/scoring/rules-trajectory.ts';
import { defaultRules, inVietnam, leadIdOf } from '../../support/scoring/past-leads.ts';

const peakOf = (temperature: Temperature, interest: number, fired: readonly string[] = [], now: Temperature = temperature): Judgement => ({
  peak: { temperature, at: 500, scores: { fit: 40, interest } },
  now: { temperature: now, scores: { fit: 40, interest: 12.345 } },
  fired,
});
const bought: Conversion = { at: 900, by: 'purchase', isCustomer: true };
const qualified: Conversion = { at: 900, by: 'timeline', isCustomer: false };
const someTime: Conversion = { at: null, by: 'stage', isCustomer: false };

/** Hot 4 of which 3 converted, warm 10 of which 2 did, cold 26 of which 1 did; the rules in force call all of them warm. */
function table(): JudgedLead[] {
  const group = (count: number, temperature: Temperature, interest: number, fired: string[], conversions: readonly Conversion[]) =>
    Array.from({ length: count }, (_, index) => ({
      temperature: 'warm' as const,
      conversion: conversions[index] ?? null,
      draft: peakOf(temperature, interest, fired),
      inForce: peakOf('warm', 30),
    }));
  const rows = [
    ...group(4, 'hot', 90, ['asked-for-advice', 'filled-the-cart'], [bought, bought, qualified]),
    ...group(10, 'warm', 30, ['asked-for-advice', 'company-known'], [bought, someTime]),
    ...group(26, 'cold', 0, ['looks-for-work'], [qualified]),
  ];
  return rows.map((row, index) => ({ ...row, leadId: leadIdOf(index), createdAt: 100 }));
}

function tallied(leads: readonly JudgedLead[], maxChanges = 100) {
  const tally = new BacktestTally(inVietnam(defaultRules), maxChanges);
  for (const lead of leads) tally.add(lead);
  return tally.result();
}

describe('the figures of a back-test', () => {
  it('say for each temperature how many became SQL and customers, and whether that is more than of all', () => {
    const { draft, inForce, all, judged } = tallied(table());

    const told = draft.bands.map(({ temperature, leads, sql, customer, lift, says }) => [
      temperature,
      leads,
      sql.hits,
      sql.rate,
      customer.hits,
      lift,
      says,
    ]);
    expect([judged, all.sql.hits, all.sql.rate, all.customer.hits]).toEqual([40, 6, 0.15, 3]);
    expect(told).toEqual([
      // Three of four, and still too few to believe.
      ['hot', 4, 3, 0.75, 2, 5, 'unclear'],
      ['warm', 10, 2, 0.2, 1, 1.3333, 'unclear'],
      ['cold', 26, 1, 0.0385, 0, 0.2564, 'unclear'],
    ]);
    expect(inForce.bands.map(({ leads }) => leads)).toEqual([0, 40, 0]);
  });

  it('say how good a forecast hot is, beside the rules in force', () => {
    const { draft, inForce } = tallied(table());

    expect([draft.hot.precision.rate, draft.hot.recall.rate]).toEqual([0.75, 0.5]);
    expect([inForce.hot.precision.rate, inForce.hot.recall.rate]).toEqual([null, 0]);
  });

  it('sort leads by the score they had at their best', () => {
    expect(tallied(table()).draft.scores.map(({ from, to, leads, sql }) => [from, to, leads, sql.hits])).toEqual([
      [0, 19, 0, 0],
      [20, 39, 36, 3],
      [40, 59, 0, 0],
      [60, 79, 4, 3],
      [80, 100, 0, 0],
    ]);
  });

  it('show which rules tell leads that convert from others', () => {
    const { rules } = tallied(Array.from({ length: 10 }, table).flat());

    const told = new Map(rules.map(({ rule, kind, leads, sql, says }) => [rule, [kind, leads, sql.hits, says]]));
    expect(rules).toHaveLength(defaultRules.fit.length + defaultRules.interest.length);
    expect(told.get('filled-the-cart')).toEqual(['interest', 40, 30, 'above']);
    expect(told.get('company-known')).toEqual(['fit', 100, 20, 'unclear']);
    expect(told.get('looks-for-work')).toEqual(['interest', 260, 10, 'below']);
    expect(told.get('disposable-mail')).toEqual(['fit', 0, 0, 'unclear']);
  });

  it('say how conversions were told, and leave out who had converted before they were known', () => {
    const early = table().map((lead) => ({ ...lead, createdAt: 900 }));

    const [usual, late] = [tallied(table()), tallied(early)];

    expect(usual.conversions).toEqual({ sql: 6, customers: 3, byPurchase: 3, byTimeline: 2, withoutTime: 1 });
    expect([late.judged, late.convertedBefore, late.conversions.sql]).toEqual([35, 5, 1]);
  });

  it('list who would change temperature, as many as are asked for, and count the rest', () => {
    const { changes } = tallied(table(), 3);

    expect(changes.matrix).toEqual({
      cold: { cold: 0, warm: 0, hot: 0 },
      warm: { cold: 26, warm: 10, hot: 4 },
      hot: { cold: 0, warm: 0, hot: 0 },
    });
    expect([changes.leads, changes.items.length, changes.more, changes.alsoInForce]).toEqual([30, 3, 27, 0]);
    expect(changes.items[0]).toEqual({ leadId: leadIdOf(0), from: 'warm', to: 'hot', fit: 40, interest: 12.3 });
  });

  it('count apart who would change by the rules in force as well', () => {
    const stale = table().map((lead) => ({ ...lead, temperature: 'cold' as const }));

    const { changes } = tallied(stale);

    expect([changes.leads, changes.alsoInForce]).toEqual([14, 14]);
  });
});
