import { describe, expect, it } from '@jest/globals';
import type { Fact, Need } from '../../../shared/facts/index.ts';
import { type Forecast, ForecastRun } from '../../../shared/reports/rules-snapshot.ts';
import { factNeedOf, factOf, ownershipOf } from '../../support/facts.ts';
import { at, numbersOf, settingOf, tableOf, type Wanted, wishFor } from '../../support/reports.ts';

let made = 0;
const need = (said: Partial<Need> = {}): Need =>
  factNeedOf({ openedAt: at('01-10 09:00'), stages: [{ stage: 'new', at: at('01-10 09:00') }], amount: 1_000, currency: 'VND', ...said });
const lead = (...needs: Need[]): Fact => {
  made += 1;
  return factOf({ id: `L${made}`, arrivedAt: at('01-05 09:00'), needs, owners: [ownershipOf({ from: at('01-05 09:00') })] });
};
const closed = (result: 'won' | 'lost', moment: string, repId = 'rep-lan') => ({ result, at: at(moment), reason: null, repId });
const won = (moment: string, said: Partial<Need> = {}) =>
  need({ state: 'won', closes: [closed('won', moment)], wonAt: at(moment), ...said });
const lost = (moment: string) => need({ state: 'lost', closes: [closed('lost', moment)], lostAt: at(moment) });

/** What is known of a midnight: `atFirst`, the first of February, `last` the one before the report is asked for. */
interface Known {
  readonly atFirst?: Forecast;
  readonly last?: Forecast;
}

const taken = (midnight: string, facts: readonly Fact[]): Forecast => {
  const run = new ForecastRun(at(midnight), settingOf().pipelines);
  for (const fact of facts) run.take(fact);
  return run.forecast();
};

const rowsOf = (facts: readonly Fact[], { atFirst, last }: Known = {}, wanted: Wanted = {}) => {
  const setting = settingOf({ closes: last?.closes ?? new Map(), forecasts: new Map(atFirst ? [['2027-02', atFirst.rows]] : []) });
  return numbersOf(tableOf(wishFor('forecast', { by: 'closeMonth', setting, now: at('02-20 12:00'), ...wanted }), facts));
};

describe('the forecast', () => {
  it('is each amount at the configured rate of its stage, until something was closed', () => {
    const facts = [
      lead(
        need({ expectedClose: '2027-02-25' }),
        need({ expectedClose: '2027-04-01', amount: 10, currency: 'USD' }),
        need({ amount: null }),
      ),
    ];

    const rows = rowsOf(facts);

    expect(rows['2027-02']).toMatchObject({ openNeeds: 1, 'amount:VND': 1_000, 'forecast:VND': 100 });
    expect(rows['2027-04']).toMatchObject({ openNeeds: 1, 'amount:USD': 10, 'forecast:USD': 1 });
    expect(rows['-']).toMatchObject({ openNeeds: 1, withoutAmount: 1 });
  });

  it('goes by the company’s own closes as of the last midnight', () => {
    const closes = [...Array.from({ length: 24 }, () => won('02-10 09:00')), ...Array.from({ length: 6 }, () => lost('02-10 09:00'))];
    const facts = [lead(...closes), lead(need({ expectedClose: '2027-02-25' }))];
    expect(rowsOf(facts, { last: taken('02-20 00:00', facts) })['2027-02']).toMatchObject({
      'forecast:VND': 800,
      wonNeeds: 24,
      'wonMoney:VND': 24_000,
    });
  });

  it('keeps what was said when the month began, beside what was won in it', () => {
    const before = [lead(need({ expectedClose: '2027-02-25' })), lead(need({ expectedClose: '2027-03-05' }))];
    const facts = [lead(won('02-15 09:00', { expectedClose: '2027-02-25' })), ...before.slice(1)];

    const rows = rowsOf(facts, { atFirst: taken('02-01 00:00', before) });

    expect(rows['2027-02']).toMatchObject({ 'forecastThen:VND': 100, 'wonMoney:VND': 1_000, 'wonLessForecast:VND': 900, openNeeds: 0 });
    // The forecast of March is taken when March begins.
    expect(rows['2027-03']).toMatchObject({ 'forecastThen:VND': null, openNeeds: 1 });
  });

  it('is told each of what is theirs, also as it stood', () => {
    const other = { ...lead(need({ expectedClose: '2027-02-25' })), owners: [ownershipOf({ repId: 'rep-minh', from: at('01-05 09:00') })] };
    const facts = [lead(need({ expectedClose: '2027-02-25' })), other].map((fact, index) => ({
      ...fact,
      needs: fact.needs.map((one) => ({ ...one, ownerId: index === 0 ? 'rep-lan' : 'rep-minh' })),
    }));
    const atFirst = taken('02-01 00:00', facts);

    const own = rowsOf(facts, { atFirst }, { cut: { kind: 'own', repId: 'rep-lan' } })['2027-02'];
    const all = rowsOf(facts, { atFirst })['2027-02'];

    expect([own?.['forecast:VND'], own?.['forecastThen:VND']]).toEqual([100, 100]);
    expect([all?.['forecast:VND'], all?.['forecastThen:VND']]).toEqual([200, 200]);
  });
});

describe('a forecast that is taken', () => {
  it('says how things stood at midnight, however late it is', () => {
    const later = need({ openedAt: at('02-01 01:00'), stages: [{ stage: 'new', at: at('02-01 01:00') }] });

    const { rows, closes } = taken('02-01 00:00', [lead(won('02-01 02:00', { expectedClose: '2027-02-25' })), lead(later)]);

    expect(rows).toMatchObject([{ closeMonth: '2027-02', needs: 1, amount: 1_000, weighted: 100 }]);
    expect(closes.size).toBe(0);
  });

  it('names no lead and no need, and adds up those that are alike', () => {
    const { rows } = taken('02-01 00:00', [lead(need()), lead(need(), need({ amount: 5 }))]);

    expect(rows).toEqual([
      {
        pipeline: 'sales',
        stage: 'new',
        product: null,
        repId: 'rep-lan',
        poolId: 'south',
        provinceCode: '79',
        macroRegion: 'south',
        closeMonth: null,
        currency: 'VND',
        needs: 3,
        amount: 2_005,
        weighted: 201,
      },
    ]);
  });
});
