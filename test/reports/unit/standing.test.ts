import { describe, expect, it } from '@jest/globals';
import type { Fact, Need } from '../../../shared/facts/index.ts';
import { countClose, needAt, stageRate, weighted } from '../../../shared/reports/rules-rates.ts';
import { type FactSaid, factNeedOf, factOf, factOrderOf, ownershipOf } from '../../support/facts.ts';
import { at, numbersOf, settingOf, tableOf, type Wanted, wishFor } from '../../support/reports.ts';

const day = 86_400_000;
let made = 0;
const lead = (arrived: string, said: FactSaid = {}): Fact => {
  made += 1;
  return factOf({ id: `L${String(made).padStart(6, '0')}`, arrivedAt: at(arrived), ...said });
};
const many = (count: number, make: () => Fact): Fact[] => Array.from({ length: count }, make);
const rowsOf = (report: string, facts: readonly Fact[], wanted: Wanted = {}) => numbersOf(tableOf(wishFor(report, wanted), facts));
const stages = (...entries: readonly (readonly [Fact['stages'][number]['stage'], string])[]) =>
  entries.map(([stage, moment]) => ({ stage, at: at(moment) }));

describe('time in a stage', () => {
  it('adds up all visits, and goes on for the one that is open', () => {
    const facts = many(5, () =>
      lead('02-01 00:00', {
        stages: stages(['lead', '02-01 00:00'], ['mql', '02-03 00:00'], ['lead', '02-06 00:00'], ['mql', '02-10 00:00']),
      }),
    );
    const { rows } = tableOf(wishFor('ageing', { by: 'stage', now: at('02-11 00:00') }), facts);

    expect(Object.fromEntries(rows.map(({ key, cells }) => [key, cells.timeInStageP50]))).toEqual({
      lead: { value: 6 * day },
      mql: { value: 4 * day, isAtLeast: true },
    });
  });

  it('ends for whom sales is done with, who stands nowhere any more', () => {
    const facts = many(5, () => lead('02-01 00:00', { statuses: [{ status: 'retired', reason: 'silent', at: at('02-05 00:00') }] }));

    const { lead: row } = rowsOf('ageing', facts, { by: 'stage' });

    expect(row).toMatchObject({ standing: 0, timeInStageP50: 4 * day });
  });

  it('says where somebody stood at the end of a span that is over', () => {
    const fact = lead('01-05 00:00', { stages: stages(['lead', '01-05 00:00'], ['sql', '02-10 00:00']) });
    const standing = (to: string) => Object.keys(rowsOf('ageing', [fact], { by: 'stage', from: '2027-01-01', to })).slice(0, 1);

    expect([standing('2027-02-10'), standing('2027-02-11')]).toEqual([['lead'], ['sql']]);
  });

  it.each([
    ['02-08 00:00', 'age7to14'],
    ['02-07 23:59', 'age0to7'],
    ['04-02 00:00', 'age60plus'],
  ])('puts who stands since the first of February, on %s, into the band %s', (now, band) => {
    const rows = rowsOf('ageing', [lead('02-01 00:00')], { by: 'stage', to: '2027-05-01', now: at(now) });

    expect(rows.lead?.[band]).toBe(1);
  });

  it('calls stuck whom nobody tried to reach for 14 days, and no customer', () => {
    const call = (moment: string) => [{ at: at(moment), repId: 'rep-lan', outcome: 'noAnswer', reached: false }];
    const facts = [
      lead('02-01 00:00'),
      lead('02-01 00:00', { calls: call('02-02 00:00') }),
      lead('02-01 00:00', { calls: call('02-01 00:00') }),
      lead('01-01 00:00', { stages: stages(['lead', '01-01 00:00'], ['customer', '01-02 00:00']) }),
    ];

    expect(rowsOf('ageing', facts, { by: 'stage', now: at('02-15 00:00') }).total?.stuck).toBe(2);
  });

  it('asks of one stage alone, by whom they are with', () => {
    const fact = lead('02-01 00:00', {
      owners: [ownershipOf({ from: at('02-01 00:00') })],
      stages: stages(['lead', '02-01 00:00'], ['sql', '02-10 00:00']),
    });

    expect(rowsOf('ageing', [fact], { by: 'rep', options: { stage: 'sql' } })['rep-lan']?.standing).toBe(1);
    expect(rowsOf('ageing', [fact], { by: 'rep', options: { stage: 'lead' } })['rep-lan']?.standing).toBe(0);
  });
});

const need = (said: Partial<Need> = {}): Need =>
  factNeedOf({ openedAt: at('02-01 09:00'), stages: [{ stage: 'new', at: at('02-01 09:00') }], amount: 100, currency: 'VND', ...said });
const closed = (result: 'won' | 'lost', moment: string) => ({ result, at: at(moment), reason: null, repId: 'rep-lan' });
const reopened = (moment: string) => ({ result: 'reopened' as const, at: at(moment), reason: null, repId: null });

describe('the pipeline', () => {
  it('of a past day is of whoever had the lead then, and what is given by itself of whoever had that', () => {
    const handedOver = (subject: string) => [
      ownershipOf({ subject, repId: 'rep-lan', from: at('02-01 09:00'), to: at('02-10 09:00') }),
      ownershipOf({ subject, repId: 'rep-minh', from: at('02-10 09:00'), how: 'hand' }),
    ];
    const need = factNeedOf({ openedAt: at('02-02 09:00'), ownerId: 'rep-minh', poolId: 'south' });
    const along = lead('02-01 00:00', { needs: [need], owners: handedOver('lead') });
    const byItself = lead('02-01 00:00', {
      needs: [{ ...need, isOwn: true }],
      owners: [ownershipOf({ repId: 'rep-hoa', from: at('02-01 09:00') }), ...handedOver(need.opportunityId)],
    });
    const waiting = lead('02-01 00:00', {
      needs: [{ ...need, opportunityId: 'n2', isOwn: true, ownerId: null, poolId: 'specialists' }],
      owners: [ownershipOf({ repId: 'rep-hoa', from: at('02-01 09:00') })],
    });
    const openOf = (repId: string, to: string) =>
      rowsOf('pipeline', [along, byItself, waiting], { cut: { kind: 'own', repId }, to }).total?.openNeeds;

    expect([openOf('rep-lan', '2027-02-09'), openOf('rep-minh', '2027-02-09'), openOf('rep-hoa', '2027-02-09')]).toEqual([2, 0, 0]);
    expect([openOf('rep-lan', '2027-02-20'), openOf('rep-minh', '2027-02-20'), openOf('rep-hoa', '2027-02-20')]).toEqual([0, 2, 0]);
    expect(rowsOf('pipeline', [along, byItself, waiting], { cut: { kind: 'pools', pools: ['specialists'] } }).total?.openNeeds).toBe(1);
  });

  it('is of whoever still has the lead, also after it took in a record that a colleague got later', () => {
    const owners = [
      ownershipOf({ repId: 'rep-lan', from: at('02-01 09:00') }),
      ownershipOf({ repId: 'rep-minh', from: at('02-03 09:00'), to: at('02-05 09:00') }),
    ];
    const merged = lead('02-01 00:00', { owners, needs: [need()] });
    const openOf = (repId: string) => rowsOf('pipeline', [merged], { cut: { kind: 'own', repId } }).total?.openNeeds;

    expect([openOf('rep-lan'), openOf('rep-minh')]).toEqual([1, 0]);
  });

  it('holds what is open at the end of the span, by where it stands', () => {
    const facts = [
      lead('02-01 09:00', {
        needs: [
          need({
            stages: [
              { stage: 'new', at: at('02-01 09:00') },
              { stage: 'proposal', at: at('02-10 09:00') },
            ],
          }),
          need({ closes: [closed('won', '02-20 09:00')], state: 'won' }),
          need({ amount: null, currency: null }),
          need({ closes: [closed('lost', '02-03 09:00'), reopened('02-25 09:00')] }),
        ],
      }),
    ];

    const rows = rowsOf('pipeline', facts, { by: 'stage' });

    expect(rows['sales:new']).toMatchObject({ openNeeds: 2, withoutAmount: 1, 'amount:VND': 100 });
    expect(rows['sales:proposal']).toMatchObject({ openNeeds: 1, 'amount:VND': 100 });
  });

  it('stands as it stood: what was closed later was open then, at the stage of then', () => {
    const fact = lead('02-01 09:00', {
      needs: [
        need({
          stages: [
            { stage: 'new', at: at('02-01 09:00') },
            { stage: 'closing', at: at('02-10 09:00') },
          ],
          closes: [closed('won', '02-20 09:00')],
          state: 'won',
        }),
      ],
    });
    const at9 = rowsOf('pipeline', [fact], { by: 'stage', to: '2027-02-09' });
    const at15 = rowsOf('pipeline', [fact], { by: 'stage', to: '2027-02-15' });

    expect([Object.keys(at9)[0], Object.keys(at15)[0], rowsOf('pipeline', [fact]).total?.openNeeds]).toEqual([
      'sales:new',
      'sales:closing',
      0,
    ]);
  });

  it('names what should have been closed before today', () => {
    const facts = [lead('02-01 09:00', { needs: [need({ expectedClose: '2027-02-14' }), need({ expectedClose: '2027-02-15' })] })];

    expect(rowsOf('pipeline', facts, { now: at('02-15 12:00') }).total?.overdue).toBe(1);
  });
});

describe('how likely a need is won', () => {
  const { pipelines } = settingOf();
  const rates = (needs: readonly Need[], stage: string, now = at('03-01 00:00')) => {
    const history = new Map();
    for (const one of needs) countClose(history, one, now, pipelines);
    return stageRate(history, { pipeline: 'sales', stage }, pipelines);
  };
  const entered = (...names: string[]) => names.map((stage, index) => ({ stage, at: at('02-01 09:00') + index }));
  const won = (count: number, ...names: string[]) =>
    Array.from({ length: count }, () => need({ stages: entered(...names), closes: [closed('won', '02-20 09:00')] }));
  const lost = (count: number, ...names: string[]) =>
    Array.from({ length: count }, () => need({ stages: entered(...names), closes: [closed('lost', '02-20 09:00')] }));

  it('is as the company configured it until something was closed', () => {
    expect(rates([], 'proposal')).toEqual({ rate: 0.4, closes: 0, by: 'configured' });
  });

  it('is the stage’s own rate from 30 closes on', () => {
    expect(rates([...won(12, 'new', 'proposal'), ...lost(18, 'new', 'proposal')], 'proposal')).toEqual({
      rate: 0.4,
      closes: 30,
      by: 'own',
    });
  });

  it('is filled up with the pipeline’s mean below 30', () => {
    // Of the pipeline 10 of 40, of the stage 10 of 10: (10 + 0.25 × 20) ÷ 30.
    const needs = [...won(10, 'new', 'closing'), ...lost(30, 'new')];

    expect(rates(needs, 'closing')).toEqual({ rate: 0.5, closes: 10, by: 'shrunk' });
  });

  it('counts a stage that was skipped as passed', () => {
    expect(rates([...won(15, 'new', 'closing'), ...lost(15, 'new', 'closing')], 'proposal')).toEqual({ rate: 0.5, closes: 30, by: 'own' });
  });

  it('goes by the last close, and by none of what is open again', () => {
    const again = need({ closes: [closed('lost', '02-03 09:00'), reopened('02-05 09:00'), closed('won', '02-20 09:00')] });
    const open = need({ closes: [closed('won', '02-03 09:00'), reopened('02-05 09:00')] });

    expect(rates([again, open], 'new')).toMatchObject({ closes: 1, rate: 1 });
    expect(rates([again, open], 'new', at('02-04 00:00'))).toMatchObject({ closes: 2, rate: 0.5 });
  });

  it('weighs an amount in whole units', () => {
    expect(weighted(99, { rate: 0.5 })).toBe(50);
  });
});

describe('how a need stood', () => {
  it('is not known before it was opened', () => {
    expect(needAt(need(), at('01-31 23:59'))).toBeNull();
    expect(needAt(need(), at('02-01 09:00'))).toMatchObject({ state: 'open', stage: 'new' });
  });
});

describe('a cohort', () => {
  const paid = (moment: string) => [factOrderOf({ facts: [{ kind: 'paid', at: at(moment), amount: 10, currency: 'VND' }] })];
  const cohort = (facts: readonly Fact[], wanted: Wanted = {}) =>
    tableOf(wishFor('cohorts', { by: 'month', from: '2027-01-01', to: '2027-03-01', ...wanted }), facts);

  it('counts who came so far within 30 days of their own arrival, the moment at which they are over not included', () => {
    const facts = [
      ...many(9, () => lead('01-01 00:00', { orders: paid('01-30 23:59') })),
      lead('01-01 00:00', { orders: paid('01-31 00:00') }),
    ];

    const row = numbersOf(cohort(facts, { now: at('04-01 00:00') }))['2027-01'];

    expect(row).toMatchObject({ leads: 10, paid30Share: 0.9, paid90Share: 1, paidEverShare: 1, 'net30:VND': 90, 'netEver:VND': 100 });
  });

  it('is hatched until the last of it has had so many days', () => {
    const facts = [...many(9, () => lead('01-01 00:00')), lead('01-31 00:00')];
    const cellOf = (now: string) => cohort(facts, { now: at(now) }).rows[0]?.cells.sql30Share;

    expect(cellOf('03-01 23:59')).toEqual({ value: 0, isOpen: true });
    expect(cellOf('03-02 00:00')).toEqual({ value: 0 });
  });

  it('counts who skipped a stage as having passed it, and who fell back as having come so far', () => {
    const facts = many(10, () =>
      lead('01-01 00:00', { stages: stages(['lead', '01-01 00:00'], ['sql', '01-05 00:00'], ['lead', '01-06 00:00']) }),
    );

    expect(numbersOf(cohort(facts))['2027-01']).toMatchObject({ mql30Share: 1, sql30Share: 1, sqo30Share: 0 });
  });

  it('prints no share of fewer than ten', () => {
    expect(cohort([lead('01-01 00:00')]).rows[0]?.cells.sql30Share).toEqual({ value: null, why: 'tooFew' });
  });
});
