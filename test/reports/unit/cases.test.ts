import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../shared/facts/index.ts';
import { Days } from '../../../shared/reports/index.ts';
import { type FactSaid, factNeedOf, factOf, factOrderOf, ownershipOf, touchOf } from '../../support/facts.ts';
import { at, behind, numbersOf, settingOf, tableOf, type Wanted, wishFor } from '../../support/reports.ts';

let made = 0;
/** A lead that arrived when a test says, with a name of its own. */
const lead = (arrived: string, said: FactSaid = {}): Fact => {
  made += 1;
  return factOf({ id: `L${String(made).padStart(6, '0')}`, arrivedAt: at(arrived), ...said });
};
const many = (count: number, arrived: string, said: FactSaid = {}): Fact[] => Array.from({ length: count }, () => lead(arrived, said));
const stages = (...entries: readonly (readonly [Fact['stages'][number]['stage'], string])[]) =>
  entries.map(([stage, moment]) => ({ stage, at: at(moment) }));

const totalOf = (report: string, facts: readonly Fact[], wanted: Wanted = {}) => numbersOf(tableOf(wishFor(report, wanted), facts)).total;
const rowsOf = (report: string, facts: readonly Fact[], wanted: Wanted = {}) => numbersOf(tableOf(wishFor(report, wanted), facts));

describe('a day', () => {
  it('takes in its first moment, and not that of the next', () => {
    const facts = [lead('02-05 00:00'), lead('02-05 23:59'), lead('02-06 00:00')];

    expect(totalOf('overview', facts, { from: '2027-02-05', to: '2027-02-06' })?.leads).toBe(2);
  });

  it('is the day of the company: what came at 17:30 in London on the fifth came on the sixth', () => {
    const fact = factOf({ arrivedAt: Date.parse('2027-02-05T17:30:00Z') });

    const rows = rowsOf('overview', [fact], { by: 'day', from: '2027-02-05', to: '2027-02-07' });

    expect([rows['2027-02-05']?.leads, rows['2027-02-06']?.leads]).toEqual([0, 1]);
  });

  it('of Tết has its number like any other, and stands in its row with nothing where nobody came', () => {
    const facts = [lead('02-05 22:00'), lead('02-06 00:05'), lead('02-10 09:00')];

    const rows = rowsOf('overview', facts, { by: 'day', from: '2027-02-05', to: '2027-02-11' });

    expect(Object.entries(rows).map(([day, { leads }]) => [day, leads])).toEqual([
      ['2027-02-05', 1],
      ['2027-02-06', 1],
      ['2027-02-07', 0],
      ['2027-02-08', 0],
      ['2027-02-09', 0],
      ['2027-02-10', 1],
      ['total', 3],
    ]);
  });

  it('that is over stays as it was when the company moves to another zone', () => {
    const moved = Date.parse('2027-02-10T00:00:00Z');
    const days = new Days([
      { since: 0, timeZone: 'Asia/Ho_Chi_Minh' },
      { since: moved, timeZone: 'Asia/Tokyo' },
    ]);
    // 00:30 in Saigon is 02:30 in Tokyo; 22:30 in Saigon is 00:30 of the next day in Tokyo.
    const before = factOf({ id: 'L1', arrivedAt: Date.parse('2027-02-08T15:30:00Z') });
    const after = factOf({ id: 'L2', arrivedAt: Date.parse('2027-02-11T15:30:00Z') });

    const rows = rowsOf('overview', [before, after], { by: 'day', days, from: '2027-02-08', to: '2027-02-14' });

    expect(Object.entries(rows).flatMap(([day, { leads }]) => (leads === 1 ? [day] : []))).toEqual(['2027-02-08', '2027-02-12']);
  });

  it.each([
    ['east', 'Asia/Tokyo'],
    ['west', 'Europe/Berlin'],
  ])('of a move to the %s loses no moment and has none twice', (_where, timeZone) => {
    const moved = Date.parse('2027-02-09T20:00:00Z');
    const days = new Days([
      { since: 0, timeZone: 'Asia/Ho_Chi_Minh' },
      { since: moved, timeZone },
    ]);
    const hours = Array.from({ length: 24 * 6 }, (_, hour) => Date.parse('2027-02-07T00:00:00Z') + hour * 3_600_000);

    const wrong = hours.filter((moment) => {
      const day = days.dayOf(moment);
      const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
      return !(days.startOf(day) <= moment && moment < days.startOf(next));
    });

    expect(wrong).toEqual([]);
    expect(hours.map((moment) => days.dayOf(moment))).toEqual(hours.map((moment) => days.dayOf(moment)).toSorted());
  });
});

describe('who came', () => {
  it('by event counts who was reached in the span, whenever they came; by arrival what became of who came in it', () => {
    const early = lead('01-20 09:00', { t: { contactedAt: at('02-03 09:00') } });
    const late = lead('02-20 09:00', { t: { contactedAt: at('03-02 09:00') } });

    expect(totalOf('overview', [early, late], { basis: 'event' })).toMatchObject({ leads: 1, contacted: 1 });
    expect(behind(wishFor('overview', { basis: 'event' }), [early, late], 'total', 'contacted').map(({ id }) => id)).toEqual([early.id]);
    expect(totalOf('overview', [early, late], { basis: 'arrival' })).toMatchObject({ leads: 1, contacted: 1 });
    expect(behind(wishFor('overview', { basis: 'arrival' }), [early, late], 'total', 'contacted').map(({ id }) => id)).toEqual([late.id]);
  });

  it('counts no call that reached nobody', () => {
    const tried = lead('02-02 09:00', { t: { attemptedAt: at('02-02 10:00') } });

    expect(totalOf('overview', [tried])?.contacted).toBe(0);
  });

  it('keeps posts, people, repeats and duplicates apart', () => {
    const enquiries = (['new', 'duplicate', 'repeat'] as const).map((kind, index) => ({
      at: at(`02-0${index + 2} 09:00`),
      channel: 'form',
      sourceId: 'contact',
      campaign: null,
      kind,
    }));

    expect(totalOf('overview', [lead('02-02 09:00', { enquiries })])).toMatchObject({ leads: 1, enquiries: 3, repeats: 1, duplicates: 1 });
  });

  it('counts somebody in both products, and once in the whole', () => {
    const rows = rowsOf('overview', [lead('02-02 09:00', { products: ['kho', 'ban-hang'] })], { by: 'product' });

    expect([rows.kho?.leads, rows['ban-hang']?.leads, rows.total?.leads]).toEqual([1, 1, 1]);
  });

  it.each([
    ['a mobile number', { quality: { phone: 'mobile' as const, email: 'none' as const } }, 1],
    ['an address alone', { quality: { phone: 'none' as const, email: 'good' as const } }, 1],
    ['a wrong number and no address', { quality: { phone: 'invalid' as const, email: 'none' as const } }, 0],
    ['an address that bounced, and no number', { quality: { phone: 'none' as const, email: 'bounced' as const } }, 0],
    ['spam', { statuses: [{ status: 'disqualified' as const, reason: 'spam' as const, at: at('02-03 09:00') }] }, 0],
    [
      'no need, which is no fault of the source',
      { statuses: [{ status: 'disqualified' as const, reason: 'noNeed' as const, at: at('02-03 09:00') }] },
      1,
    ],
    [
      'spam that was a mistake',
      {
        statuses: [
          { status: 'disqualified' as const, reason: 'spam' as const, at: at('02-03 09:00') },
          { status: 'active' as const, reason: 'mistake' as const, at: at('02-04 09:00') },
        ],
      },
      1,
    ],
  ])('tells whether %s is valid', (_what, said, valid) => {
    expect(totalOf('sources', [lead('02-02 09:00', said)])?.validLeads).toBe(valid);
  });

  it('names one source for somebody: the first, or the last where that is asked for', () => {
    const fact = lead('02-02 09:00', {
      first: touchOf({ channel: 'form', sourceId: 'contact', utmCampaign: 'tet' }),
      last: touchOf({ channel: 'connector', sourceId: 'facebook', utmCampaign: 'le-30-4' }),
    });

    expect(rowsOf('sources', [fact], { by: 'source' })['form:contact']?.leads).toBe(1);
    expect(rowsOf('campaigns', [fact], { by: 'campaign', touch: 'last' })).toMatchObject({ 'le-30-4': { leads: 1 }, total: { leads: 1 } });
  });

  it('prints no share of nine', () => {
    const nine = many(9, '02-02 09:00', { t: { contactedAt: at('02-02 10:00') } });
    const wanted = { basis: 'arrival' } as const;

    expect(tableOf(wishFor('overview', wanted), nine).total.cells.contactedShare).toEqual({ value: null, why: 'tooFew' });
    expect(tableOf(wishFor('overview', wanted), [...nine, lead('02-02 09:00')]).total.cells.contactedShare).toEqual({ value: 0.9 });
    expect(tableOf(wishFor('overview', wanted), []).total.cells.contactedShare).toEqual({ value: null, why: 'nothing' });
  });
});

describe('the funnel', () => {
  it('counts a stage that was skipped as passed', () => {
    const fact = lead('02-02 09:00', { stages: stages(['lead', '02-02 09:00'], ['sql', '02-05 09:00']) });

    expect(totalOf('funnel', [fact])).toMatchObject({ lead: 1, mql: 1, sql: 1, sqo: 0 });
    expect(totalOf('funnel', [fact], { options: { order: 'any' } })).toMatchObject({ lead: 1, mql: 0, sql: 1 });
    expect(totalOf('funnel', [fact], { options: { order: 'strict' } })).toMatchObject({ lead: 1, mql: 0, sql: 0 });
  });

  it('takes the first entry of who fell back and came again', () => {
    const fact = lead('01-02 09:00', {
      stages: stages(['lead', '01-02 09:00'], ['mql', '01-20 09:00'], ['lead', '01-25 09:00'], ['mql', '02-05 09:00']),
    });

    expect(totalOf('funnel', [fact], { basis: 'event' })?.mql).toBe(0);
    expect(totalOf('funnel', [fact], { basis: 'event', from: '2027-01-01', to: '2027-02-01' })?.mql).toBe(1);
  });

  it('strictly, counts a stage only behind the one before it', () => {
    const fact = lead('02-02 09:00', {
      stages: stages(['lead', '02-02 09:00'], ['sql', '02-03 09:00'], ['mql', '02-04 09:00'], ['sql', '02-09 09:00']),
    });

    expect(behind(wishFor('funnel', { basis: 'event', options: { order: 'strict' } }), [fact], 'total', 'sql')).toMatchObject([
      { at: at('02-09 09:00') },
    ]);
  });

  it('within 30 days takes in the thirtieth, and not what comes after', () => {
    const said = (moment: string) => ({ stages: stages(['lead', '01-02 09:00'], ['mql', moment]) });
    const facts = [lead('01-02 09:00', said('02-01 08:59')), lead('01-02 09:00', said('02-01 09:00'))];
    const wanted = { from: '2027-01-01', to: '2027-02-01', options: { within: '30' } };

    expect(totalOf('funnel', facts, wanted)).toMatchObject({ lead: 2, mql: 1 });
    expect(totalOf('funnel', facts, { ...wanted, options: { within: 'ever' } })?.mql).toBe(2);
  });

  it('hatches a share while somebody has had fewer days', () => {
    const facts = [...many(9, '02-01 09:00'), lead('02-20 09:00')];
    const wanted = { options: { within: '30' } };

    expect(tableOf(wishFor('funnel', { ...wanted, now: at('03-05 09:00') }), facts).total.cells.leadToMql).toEqual({
      value: 0,
      isOpen: true,
    });
    expect(tableOf(wishFor('funnel', { ...wanted, now: at('03-31 09:00') }), facts).total.cells.leadToMql).toEqual({ value: 0 });
  });

  it('leaves whole a share that nobody can change any more: all have come there', () => {
    const facts = many(10, '02-20 09:00', { stages: stages(['lead', '02-20 09:00'], ['mql', '02-21 09:00']) });

    expect(tableOf(wishFor('funnel', { options: { within: '30' } }), facts).total.cells.leadToMql).toEqual({ value: 1 });
  });

  it('by event may be above 100 %', () => {
    const came = many(10, '02-02 09:00');
    const before = many(12, '01-02 09:00', { stages: stages(['lead', '01-02 09:00'], ['mql', '02-03 09:00']) });

    expect(totalOf('funnel', [...came, ...before], { basis: 'event' })).toMatchObject({ lead: 10, mql: 12, leadToMql: 1.2 });
  });
});

describe('the flow', () => {
  it('counts every entry, forward and back, and each person once', () => {
    const fact = lead('02-02 09:00', {
      stages: stages(['lead', '02-02 09:00'], ['mql', '02-03 09:00'], ['lead', '02-04 09:00'], ['mql', '02-05 09:00']),
    });

    const rows = rowsOf('flow', [fact], { by: 'move' });

    expect(rows).toMatchObject({
      '>lead': { moves: 1, forward: 1 },
      'lead>mql': { moves: 2, movedLeads: 1, forward: 2 },
      'mql>lead': { moves: 1, back: 1 },
      total: { moves: 4, movedLeads: 1, forward: 3, back: 1 },
    });
    expect(behind(wishFor('flow', { by: 'move' }), [fact], 'lead>mql', 'moves')).toHaveLength(2);
    expect(behind(wishFor('flow', { by: 'move' }), [fact], 'lead>mql', 'movedLeads')).toHaveLength(1);
  });
});

describe('what is lost', () => {
  const need = (closes: readonly (readonly ['won' | 'lost' | 'reopened', string])[], amount: number | null = 1_000_000) => {
    const last = closes.at(-1);
    return factNeedOf({
      amount,
      currency: amount === null ? null : 'VND',
      state: last === undefined || last[0] === 'reopened' ? 'open' : last[0],
      wonAt: last?.[0] === 'won' ? at(last[1]) : null,
      lostAt: last?.[0] === 'lost' ? at(last[1]) : null,
      closes: closes.map(([result, moment]) => ({ result, at: at(moment), reason: result === 'lost' ? 'price' : null, repId: 'rep-lan' })),
    });
  };

  it('stays on its day, and is taken back on the day on which it is opened again', () => {
    const fact = lead('01-02 09:00', {
      needs: [
        need([
          ['lost', '02-03 09:00'],
          ['reopened', '03-04 09:00'],
        ]),
      ],
    });

    expect(rowsOf('lost', [fact], { by: 'reason' })).toMatchObject({
      'lost:price': { lost: 1, reopened: 0, lostNet: 1, 'lostValue:VND': 1_000_000 },
    });
    expect(rowsOf('lost', [fact], { by: 'reason', from: '2027-03-01', to: '2027-04-01' })).toMatchObject({
      'lost:price': { lost: 0, reopened: 1, lostNet: -1, 'lostValue:VND': -1_000_000 },
    });
    expect(totalOf('lost', [fact], { from: '2027-02-01', to: '2027-04-01' })?.lostNet).toBe(0);
  });

  it('is won in the end where the last close says so, and the win rate takes that alone', () => {
    const turned = lead('01-02 09:00', {
      needs: [
        need([
          ['lost', '02-03 09:00'],
          ['reopened', '02-04 09:00'],
          ['won', '02-05 09:00'],
        ]),
      ],
    });
    const others = many(9, '01-02 09:00', { needs: [need([['lost', '02-06 09:00']])] });

    expect(totalOf('overview', [turned, ...others])).toMatchObject({ won: 1, lost: 9, winRate: 0.1 });
  });

  it('does not count somebody who was disqualified', () => {
    const spam = lead('02-02 09:00', { statuses: [{ status: 'disqualified', reason: 'spam', at: at('02-03 09:00') }] });

    expect(totalOf('overview', [spam])).toMatchObject({ lost: 0, disqualified: 1 });
    expect(rowsOf('lost', [spam], { by: 'reason' })['disqualified:spam']).toMatchObject({ lost: 0, disqualified: 1 });
  });

  it('shows who came back under the reason for which they had gone', () => {
    const fact = lead('01-02 09:00', {
      statuses: [
        { status: 'recycled', reason: 'notNow', at: at('02-03 09:00') },
        { status: 'active', reason: 'post', at: at('02-20 09:00') },
      ],
    });

    expect(rowsOf('lost', [fact], { by: 'reason' })['recycled:notNow']).toMatchObject({ recycled: 1, cameBack: 1 });
  });

  it('of a won need that is opened again takes back no loss', () => {
    const fact = lead('01-02 09:00', {
      needs: [
        need([
          ['won', '02-03 09:00'],
          ['reopened', '02-04 09:00'],
        ]),
      ],
    });

    expect(totalOf('lost', [fact])).toMatchObject({ lost: 0, reopened: 0, lostNet: 0 });
  });
});

describe('net revenue', () => {
  const order = (facts: readonly (readonly ['paid' | 'refunded', string, number])[], currency = 'VND') =>
    factOrderOf({
      ownerId: 'rep-lan',
      currency,
      facts: facts.map(([kind, moment, amount]) => ({ kind, at: at(moment), amount, currency })),
    });

  it('takes a refund off on its own day: the month before keeps its number', () => {
    const fact = lead('01-02 09:00', {
      orders: [
        order([
          ['paid', '02-27 09:00', 5_000_000],
          ['refunded', '03-02 09:00', 2_000_000],
        ]),
      ],
    });

    expect(totalOf('overview', [fact])?.['net:VND']).toBe(5_000_000);
    expect(totalOf('overview', [fact], { from: '2027-03-01', to: '2027-04-01' })?.['net:VND']).toBe(-2_000_000);
  });

  it('keeps currencies apart', () => {
    const fact = lead('01-02 09:00', { orders: [order([['paid', '02-02 09:00', 100]], 'USD'), order([['paid', '02-02 09:00', 7]])] });

    expect(totalOf('overview', [fact])).toMatchObject({ 'net:VND': 7, 'net:USD': 100 });
  });

  it('shows all of it behind the number, back payments as well', () => {
    const fact = lead('01-02 09:00', {
      orders: [
        order([
          ['paid', '02-02 09:00', 5],
          ['refunded', '02-03 09:00', 2],
        ]),
      ],
    });

    expect(behind(wishFor('overview'), [fact], 'total', 'net:VND').map(({ value }) => value)).toEqual([-2, 5]);
  });
});

describe('rights', () => {
  const toHai = [
    ownershipOf({ repId: 'rep-lan', poolId: 'south', from: at('02-02 09:00'), to: at('02-10 09:00') }),
    ownershipOf({ repId: 'rep-hai', poolId: 'north', from: at('02-10 09:00') }),
  ];
  const fact = lead('02-02 09:00', { owners: toHai, t: { contactedAt: at('02-12 09:00') }, macroRegion: 'south', provinceCode: '79' });

  it('counts a lead for who had it then, so that two leaders’ numbers add up', () => {
    const of = (pool: string) => totalOf('overview', [fact], { cut: { kind: 'pools', pools: [pool] } });

    expect(of('south')).toMatchObject({ leads: 1, contacted: 0 });
    expect(of('north')).toMatchObject({ leads: 0, contacted: 1 });
  });

  it('counts for a rep the call with which they let a lead go', () => {
    const over = [ownershipOf({ repId: 'rep-lan', from: at('02-02 09:00'), to: at('02-03 09:00') })];
    const last = lead('02-02 09:00', { owners: over, t: { contactedAt: at('02-03 09:00') } });

    expect(totalOf('overview', [last], { cut: { kind: 'own', repId: 'rep-lan' } })?.contacted).toBe(1);
    expect(
      totalOf('overview', [{ ...last, t: { ...last.t, contactedAt: at('02-03 09:01') } }], { cut: { kind: 'own', repId: 'rep-lan' } })
        ?.contacted,
    ).toBe(0);
  });

  it('counts for a rep what is theirs', () => {
    expect(totalOf('overview', [fact], { cut: { kind: 'own', repId: 'rep-hai' } })).toMatchObject({ leads: 0, contacted: 1 });
    expect(totalOf('overview', [fact], { cut: { kind: 'own', repId: 'rep-minh' } })).toMatchObject({ leads: 0, contacted: 0 });
  });

  it.each([
    ['a macro-region', ['south'], 1],
    ['a province', ['79'], 1],
    ['another region', ['north'], 0],
  ])('counts for a manager of %s what is there', (_what, regions, leads) => {
    expect(totalOf('overview', [fact], { cut: { kind: 'regions', regions } })?.leads).toBe(leads);
  });

  it('lists nobody behind a number that the caller is not told of', () => {
    expect(behind(wishFor('overview', { cut: { kind: 'pools', pools: ['south'] } }), [fact], 'total', 'contacted')).toEqual([]);
  });
});

describe('distribution', () => {
  const setting = settingOf({
    weights: new Map([
      [
        'south',
        new Map([
          ['rep-lan', 2],
          ['rep-hai', 1],
          ['rep-moi', 1],
        ]),
      ],
    ]),
  });
  const given = (repId: string, how = 'turn') => lead('02-02 09:00', { owners: [ownershipOf({ repId, how, from: at('02-02 10:00') })] });
  const facts = [given('rep-lan'), given('rep-lan'), given('rep-lan'), given('rep-hai'), given('rep-hai', 'hand')];

  it('holds what came by turn against the weights, and shows who got nothing', () => {
    const rows = rowsOf('distribution', facts, { by: 'member', setting });

    expect(rows).toMatchObject({
      'south/rep-lan': { given: 3, byTurn: 3, turnShare: 0.75, weightShare: 0.5, difference: 1, level: 1.5 },
      'south/rep-hai': { given: 2, byTurn: 1, byHand: 1, turnShare: 0.25, difference: 0, level: 1 },
      'south/rep-moi': { given: 0, difference: -1, level: 0 },
      total: { given: 5, spread: 1.5 },
    });
  });

  it('counts what was offered and accepted as come by turn', () => {
    const rows = rowsOf('distribution', [given('rep-lan', 'offer'), given('rep-lan', 'offer'), given('rep-lan', 'manual')], {
      by: 'member',
      setting,
    });

    expect(rows).toMatchObject({ 'south/rep-lan': { given: 3, byTurn: 2, byHand: 1, turnShare: 1 } });
  });

  it('tells no rep what others got', () => {
    const table = tableOf(wishFor('distribution', { by: 'member', setting, cut: { kind: 'own', repId: 'rep-hai' } }), facts);

    expect(table.rows.map(({ key }) => key)).toEqual(['south/rep-hai']);
    expect(table.rows[0]?.cells).toMatchObject({ given: { value: 2 }, difference: { value: null, why: 'hidden' } });
    expect(table.total.cells.spread).toEqual({ value: null, why: 'hidden' });
  });
});

describe('a comparison', () => {
  it('holds the fifth day against the fifth day', () => {
    const compared = { from: '2027-01-01', to: '2027-02-01' };
    const table = tableOf(wishFor('overview', { by: 'day', compared }), [lead('02-05 09:00'), lead('01-05 09:00'), lead('01-06 09:00')]);

    const fifth = table.rows.find(({ key }) => key === '2027-02-05');

    expect([fifth?.cells.leads, fifth?.before?.leads]).toEqual([{ value: 1 }, { value: 1 }]);
    expect([table.total.cells.leads, table.total.before?.leads]).toEqual([{ value: 1 }, { value: 2 }]);
  });

  it('shows a source that brings nobody any more', () => {
    const gone = lead('01-05 09:00', { first: touchOf({ sourceId: 'gone' }) });

    const table = tableOf(wishFor('sources', { by: 'source', compared: { from: '2027-01-01', to: '2027-02-01' } }), [gone]);

    expect(table.rows).toMatchObject([{ key: 'form:gone', cells: { leads: { value: 0 } }, before: { leads: { value: 1 } } }]);
  });
});
