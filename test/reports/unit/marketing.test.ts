import { describe, expect, it } from '@jest/globals';
import type { Fact, SequenceRun } from '../../../shared/facts/index.ts';
import { BehindRun } from '../../../shared/reports/index.ts';
import { type FactSaid, factNeedOf, factOf, factOrderOf, ownershipOf, touchOf } from '../../support/facts.ts';
import { at, behind, numbersOf, tableOf, type Wanted, wishFor } from '../../support/reports.ts';

let made = 0;
const lead = (arrived: string, said: FactSaid = {}): Fact => {
  made += 1;
  return factOf({ id: `L${String(made).padStart(6, '0')}`, arrivedAt: at(arrived), ...said });
};
const table = (report: string, facts: readonly Fact[], wanted: Wanted = {}) => numbersOf(tableOf(wishFor(report, wanted), facts));
const run = (from: string, said: Partial<SequenceRun> = {}): SequenceRun => ({
  sequenceId: 'chao',
  from: at(from),
  to: null,
  end: null,
  mails: { sent: 0, bounced: 0, opened: 0, clicked: 0, refused: 0 },
  ...said,
});
const mails = (sent: number, opened = 0, clicked = 0, refused = 0, bounced = 0) => ({ sent, opened, clicked, refused, bounced });
const visits = (count: number, seconds: number, topics: Record<string, number> = {}) => ({
  count,
  seconds,
  topics: Object.entries(topics).map(([topic, looks]) => ({ topic, count: looks })),
});
const sale = (arrived: string, bought: string) => [
  { stage: 'lead' as const, at: at(arrived) },
  { stage: 'customer' as const, at: at(bought) },
];

describe('sequences', () => {
  it('count each run on the day on which it began, and each person once', () => {
    const facts = [
      lead('01-05 09:00', { sequences: [run('02-01 00:00'), run('02-20 09:00'), run('03-01 00:00')] }),
      lead('02-05 09:00', { sequences: [run('02-05 09:00', { sequenceId: 'gia' })] }),
    ];

    expect(table('sequences', facts, { by: 'sequence' })).toMatchObject({
      chao: { runs: 2, enrolled: 1 },
      gia: { runs: 1, enrolled: 1 },
      total: { runs: 3, enrolled: 2 },
    });
  });

  it('by arrival count all runs of who came in the span, and none of others', () => {
    const facts = [lead('01-05 09:00', { sequences: [run('02-20 09:00')] }), lead('02-05 09:00', { sequences: [run('04-01 09:00')] })];

    expect(table('sequences', facts, { basis: 'arrival' }).total).toMatchObject({ runs: 1, enrolled: 1 });
  });

  it('tell runs that go on from those that reached what they are for, and those that left', () => {
    const ended = (end: string) => run('02-02 09:00', { to: at('02-03 09:00'), end });
    const facts = [
      lead('02-01 09:00', { sequences: [run('02-02 09:00'), ...['finished', 'goal', 'optOut', 'merged', 'momentOver'].map(ended)] }),
    ];

    expect(table('sequences', facts).total).toMatchObject({ runsOpen: 1, runsReached: 2, runsLeft: 3 });
  });

  it('count mails with their run; a share of mails is of those that were sent, and none below ten', () => {
    const facts = [
      lead('02-01 09:00', { sequences: [run('02-02 09:00', { mails: mails(8, 4, 2, 1, 1) })] }),
      lead('02-01 09:00', {
        sequences: [run('02-03 09:00', { mails: mails(12, 6) }), run('02-03 09:00', { sequenceId: 'gia', mails: mails(9, 9) })],
      }),
    ];

    const { chao, gia } = table('sequences', facts, { by: 'sequence' });

    expect(chao).toMatchObject({
      mailsSent: 20,
      mailsOpened: 10,
      mailsClicked: 2,
      openShare: 0.5,
      clickShare: 0.1,
      refuseShare: 0.05,
      bounceShare: 0.05,
    });
    expect(gia).toMatchObject({ mailsSent: 9, openShare: null });
  });

  it('count what became of people from when they were put in on, and nothing that was so before', () => {
    const facts = [
      lead('02-01 09:00', { stages: sale('02-01 09:00', '02-10 09:00'), sequences: [run('02-09 09:00')] }),
      lead('02-01 09:00', { stages: sale('02-01 09:00', '02-10 09:00'), sequences: [run('02-11 09:00')] }),
      lead('02-01 09:00', { t: { contactedAt: at('02-09 09:00') }, sequences: [run('02-09 09:00')] }),
    ];

    expect(table('sequences', facts).total).toMatchObject({ enrolled: 3, customersAfter: 1, sqlAfter: 1, contactedAfter: 1 });
  });

  it('count sales that began after the run in the row of each sequence before them, once in the whole, less what was given back', () => {
    const order = (ordered: string, paid: number, back: number) =>
      factOrderOf({
        facts: [
          { kind: 'confirmed', at: at(ordered), amount: null, currency: 'VND' },
          { kind: 'paid', at: at('02-20 09:00'), amount: paid, currency: 'VND' },
          { kind: 'refunded', at: at('02-21 09:00'), amount: back, currency: 'VND' },
        ],
      });
    const won = (when: string) =>
      factNeedOf({ state: 'won', wonAt: at(when), closes: [{ result: 'won', at: at(when), reason: null, repId: null }] });
    const fact = lead('02-01 09:00', {
      sequences: [run('02-05 09:00'), run('02-10 09:00', { sequenceId: 'gia' })],
      orders: [order('02-04 09:00', 500, 0), order('02-05 09:00', 300, 100), order('02-12 09:00', 40, 0)],
      needs: [won('02-04 09:00'), won('02-07 09:00'), won('02-12 09:00')],
    });

    expect(table('sequences', [fact], { by: 'sequence' })).toMatchObject({
      chao: { wonAfter: 2, 'netAfter:VND': 240 },
      gia: { wonAfter: 1, 'netAfter:VND': 40 },
      total: { wonAfter: 2, 'netAfter:VND': 240 },
    });
    expect(table('sequences', [fact], { basis: 'arrival' }).total).toMatchObject({ wonAfter: 2, 'netAfter:VND': 240 });
  });

  it('by event count an outcome on its own day, also where the run began before the span', () => {
    const fact = lead('01-01 09:00', { stages: sale('01-01 09:00', '02-10 09:00'), sequences: [run('01-09 09:00')] });

    expect(table('sequences', [fact]).total).toMatchObject({ runs: 0, customersAfter: 1 });
  });
});

describe('behaviour', () => {
  it('knows visits of whoever agreed to be measured alone, and counts the others as leads', () => {
    const facts = [lead('02-01 09:00', { visits: visits(3, 120) }), lead('02-02 09:00', { visits: visits(1, 60) }), lead('02-03 09:00')];

    expect(table('behaviour', facts).total).toMatchObject({
      leads: 3,
      visitors: 2,
      visits: 4,
      visitTime: 180_000,
      visitsEach: 2,
      timeEach: 90_000,
    });
  });

  it('has a person in the row of each topic, and once in the whole', () => {
    const facts = [
      lead('02-01 09:00', { visits: visits(3, 120, { gia: 2, 'tinh-nang': 5 }), stages: sale('02-01 09:00', '02-10 09:00') }),
      lead('02-01 09:00', { visits: visits(1, 10, { gia: 1, blog: 0 }) }),
      lead('02-01 09:00'),
    ];

    expect(table('behaviour', facts, { by: 'topic' })).toMatchObject({
      gia: { leads: 2, topicLooks: 3, customers: 1 },
      'tinh-nang': { leads: 1, topicLooks: 5, customers: 1 },
      '-': { leads: 1, topicLooks: 0 },
      total: { leads: 3, topicLooks: 8, customers: 1, visits: 4 },
    });
    expect(table('behaviour', facts, { by: 'topic' })).not.toHaveProperty('blog');
  });

  it('is of who came in the span', () => {
    expect(
      table('behaviour', [lead('01-31 23:59', { visits: visits(3, 1) }), lead('03-01 00:00', { visits: visits(3, 1) })]).total?.leads,
    ).toBe(0);
  });
});

describe('the profile', () => {
  it('counts whoever said nothing in a row of their own', () => {
    const facts = [
      lead('02-01 09:00', { profile: { ageBand: '25-34' } }),
      lead('02-01 09:00', { profile: { ageBand: '25-34' }, stages: sale('02-01 09:00', '02-02 09:00') }),
      lead('02-01 09:00'),
    ];

    expect(table('profile', facts, { basis: 'arrival', by: 'ageBand' })).toMatchObject({
      '25-34': { leads: 2, customers: 1 },
      '-': { leads: 1 },
    });
  });

  it.each([
    ['industry', 'ban-le'],
    ['sizeBand', '10-49'],
    ['incomeBand', '20-30'],
  ] as const)('has rows by %s', (by, word) => {
    expect(table('profile', [lead('02-01 09:00', { profile: { [by]: word } })], { by })).toMatchObject({ [word]: { leads: 1 } });
  });
});

describe('quality', () => {
  it('tells of each place which numbers and addresses are none', () => {
    const of = (sourceId: string, quality: FactSaid['quality']) =>
      lead('02-01 09:00', { first: touchOf({ at: at('02-01 09:00'), sourceId }), quality: quality ?? {} });
    const facts = [
      of('a', { phone: 'invalid' }),
      of('a', { phone: 'none', email: 'disposable' }),
      of('a', { phone: 'mobile', email: 'bounced' }),
      of('b', { phone: 'landline', email: 'good', fields: 9 }),
    ];

    expect(table('quality', facts, { by: 'source' })).toMatchObject({
      'form:a': { leads: 3, validLeads: 1, invalidPhone: 1, noPhone: 1, disposableEmail: 1, badEmail: 1, fieldsEach: 3 },
      'form:b': { leads: 1, validLeads: 1, invalidPhone: 0, noPhone: 0, fieldsEach: 9 },
    });
  });

  it('calls a number wrong while the lead is disqualified for it, and no more when it is active again', () => {
    const wrong = { status: 'disqualified', reason: 'wrongNumber', at: at('02-02 09:00') } as const;
    const back = { status: 'active', reason: null, at: at('02-03 09:00') } as const;

    expect(
      table('quality', [lead('02-01 09:00', { statuses: [wrong] }), lead('02-01 09:00', { statuses: [wrong, back] })]).total,
    ).toMatchObject({
      wrongNumber: 1,
      validLeads: 1,
    });
  });

  it('counts a post that came twice for the place from which it came', () => {
    const post = (sourceId: string, kind: 'new' | 'duplicate' | 'repeat') => ({
      at: at('02-01 09:00'),
      channel: 'form',
      sourceId,
      campaign: null,
      kind,
    });
    const fact = lead('02-01 09:00', { enquiries: [post('contact', 'new'), post('gia', 'repeat'), post('gia', 'duplicate')] });

    expect(table('quality', [fact], { by: 'source' })).toMatchObject({
      'form:contact': { leads: 1, enquiries: 1, duplicates: 0 },
      'form:gia': { leads: 0, enquiries: 2, duplicates: 1 },
      total: { leads: 1, enquiries: 3, duplicates: 1 },
    });
  });
});

describe('feedback', () => {
  const loss = (product: string | null, when: string, reason: string | null) =>
    factNeedOf({
      product,
      state: 'lost',
      lostAt: at(when),
      lossReason: reason,
      closes: [{ result: 'lost', at: at(when), reason, repId: 'rep-lan' }],
    });

  it('has reasons of losses by the product of the need, not by all that the person asks for', () => {
    const fact = lead('02-01 09:00', { products: ['a', 'b'], needs: [loss('a', '02-10 09:00', 'price'), loss(null, '02-11 09:00', null)] });

    expect(table('feedback', [fact], { by: 'productWord' })).toMatchObject({
      'a/lost:price': { saidBy: 1, saidTimes: 1, saidLosses: 1 },
      'a/lost:-': { saidLosses: 1 },
      'b/lost:-': { saidLosses: 1 },
      total: { saidBy: 1, saidTimes: 2, saidLosses: 2 },
    });
  });

  it('has what people object to and ask for, on the day on which they said it', () => {
    const said = (kind: string, word: string, when: string) => ({ kind, word, at: at(when) });
    const facts = [
      lead('01-01 09:00', { feedback: [said('objection', 'price', '02-03 09:00'), said('feature', 'api', '03-03 09:00')] }),
      lead('02-01 09:00', { feedback: [said('objection', 'price', '02-04 09:00')], stages: sale('02-01 09:00', '02-10 09:00') }),
    ];

    expect(table('feedback', facts, { by: 'word' })).toMatchObject({
      'objection:price': { saidBy: 2, saidTimes: 2, saidLosses: 0, saidCustomers: 1 },
    });
    expect(table('feedback', facts, { by: 'word', basis: 'arrival' }).total).toMatchObject({ saidBy: 1 });
  });

  it('counts a need that is lost, opened again and lost again twice, of one person', () => {
    const close = (result: 'lost' | 'reopened', when: string) => ({ result, at: at(when), reason: 'price', repId: null });
    const need = factNeedOf({
      product: 'a',
      closes: [close('lost', '02-02 09:00'), close('reopened', '02-03 09:00'), close('lost', '02-04 09:00')],
    });

    expect(table('feedback', [lead('02-01 09:00', { needs: [need] })], { by: 'product' }).a).toMatchObject({
      saidBy: 1,
      saidTimes: 2,
      saidLosses: 2,
    });
  });
});

describe('every one of them', () => {
  it('tells leaders of two pools what adds up to what the company is told, and finds the people behind each number', () => {
    const facts = ['south', 'north', 'south'].map((poolId, number) =>
      lead('02-01 09:00', {
        poolId,
        owners: [ownershipOf({ poolId, from: at('02-01 09:00') })],
        visits: visits(number, 10 * number, { gia: number }),
        sequences: [run('02-02 09:00', { mails: mails(2, 1) })],
        feedback: [{ kind: 'objection', word: 'price', at: at('02-03 09:00') }],
      }),
    );
    for (const report of ['sequences', 'behaviour', 'profile', 'quality', 'feedback']) {
      const whole = tableOf(wishFor(report), facts);
      const parts = ['south', 'north'].map((pool) => tableOf(wishFor(report, { cut: { kind: 'pools', pools: [pool] } }), facts));
      for (const { name, kind, isMade } of whole.columns) {
        if (isMade || kind === 'share' || kind === 'per' || kind === 'percentile') continue;
        const sum = parts.reduce((all, part) => all + (part.total.cells[name]?.value ?? 0), 0);
        expect([report, name, sum]).toEqual([report, name, whole.total.cells[name]?.value]);
        const found = behind(wishFor(report), facts, 'total', name).reduce((all, { value }) => all + value, 0);
        expect([report, name, found]).toEqual([report, name, whole.total.cells[name]?.value]);
      }
    }
  });
});

describe('what advertising cost', () => {
  const spent = (day: string, amount: number, source = 'facebook', campaign = 'Tết', currency = 'VND') => ({
    day,
    source,
    campaign,
    currency,
    amount,
  });
  const setting = (...spend: readonly ReturnType<typeof spent>[]) => ({ ...wishFor('sources').setting, spend });
  const ad = (arrived: string, said: FactSaid = {}) =>
    lead(arrived, { first: touchOf({ at: at(arrived), utmSource: 'Facebook', utmCampaign: 'tet' }), ...said });
  const paid = (amount: number, when: string, currency = 'VND') =>
    factOrderOf({ currency, facts: [{ kind: 'paid', at: at(when), amount, currency }] });

  it('is set against who arrived in the days, in whatever spelling', () => {
    const facts = [
      ad('02-01 09:00'),
      ad('02-02 09:00', { stages: sale('02-02 09:00', '02-20 09:00'), orders: [paid(900, '02-20 09:00')] }),
      lead('02-03 09:00'),
    ];
    const wanted = {
      by: 'utmSource',
      setting: setting(spent('2027-02-01', 100), spent('2027-02-28', 200), spent('2027-03-01', 999), spent('2027-01-31', 999)),
    };

    expect(table('sources', facts, wanted)).toMatchObject({
      Facebook: {
        leads: 2,
        'spend:VND': 300,
        'costPerLead:VND': 150,
        'costPerMql:VND': 300,
        'costPerSql:VND': 300,
        'costPerSqo:VND': 300,
        'costPerCustomer:VND': 300,
        'roas:VND': 3,
      },
      '-': { leads: 1, 'spend:VND': null, 'costPerLead:VND': null },
      total: { 'spend:VND': 300, 'costPerLead:VND': 100 },
    });
  });

  it('of what brought nobody has a row of its own', () => {
    const wanted = { by: 'campaign', setting: setting(spent('2027-02-01', 100, 'google', 'He'), spent('2027-02-01', 5, 'google', '')) };

    expect(table('campaigns', [ad('02-01 09:00')], wanted)).toMatchObject({
      He: { leads: 0, 'spend:VND': 100, 'costPerLead:VND': null },
      '-': { leads: 0, 'spend:VND': 5 },
      tet: { leads: 1, 'spend:VND': null },
      total: { 'spend:VND': 105 },
    });
  });

  it('is found by the id of a form or a connector', () => {
    const fact = lead('02-01 09:00', { first: touchOf({ at: at('02-01 09:00'), channel: 'connector', sourceId: 'lead-ads' }) });

    expect(
      table('sources', [fact], { by: 'source', setting: setting(spent('2027-02-01', 7, 'lead-ads'), spent('2027-02-01', 8, 'bao')) }),
    ).toMatchObject({
      'connector:lead-ads': { 'spend:VND': 7, 'costPerLead:VND': 7 },
      '-': { 'spend:VND': 8 },
    });
  });

  it('of each currency stands apart, and is never set against money of another', () => {
    const fact = ad('02-01 09:00', { orders: [paid(500, '02-02 09:00')] });
    const { total } = table('sources', [fact], { setting: setting(spent('2027-02-01', 20, 'facebook', '', 'USD')) });

    expect(total).toMatchObject({ 'spend:VND': null, 'spend:USD': 20, 'costPerLead:USD': 20, 'roas:VND': null, 'roas:USD': 0 });
  });

  it('stands beside the days on which it was spent, also of a month without leads', () => {
    const rows = table('sources', [], { by: 'day', from: '2027-02-05', to: '2027-02-08', setting: setting(spent('2027-02-06', 9)) });

    expect(Object.entries(rows).map(([day, cells]) => [day, cells['spend:VND']])).toEqual([
      ['2027-02-05', null],
      ['2027-02-06', 9],
      ['2027-02-07', null],
      ['total', 9],
    ]);
  });

  it('is of the whole alone where rows are none of money, such as products', () => {
    const rows = table('sources', [ad('02-01 09:00', { products: ['a'] })], { by: 'product', setting: setting(spent('2027-02-01', 9)) });

    expect([rows.a?.['spend:VND'], rows.total?.['spend:VND']]).toEqual([null, 9]);
  });

  it.each([
    { kind: 'regions', regions: ['south'] },
    { kind: 'pools', pools: ['south'] },
    { kind: 'own', repId: 'rep-lan' },
  ] as const)('is hidden from whoever is told of a part of the leads: $kind', (cut) => {
    const { total } = tableOf(wishFor('sources', { cut, setting: setting(spent('2027-02-01', 9)) }), [ad('02-01 09:00')]);

    expect(total.cells['spend:VND']).toEqual({ value: null, why: 'hidden' });
    expect(total.cells['costPerLead:VND']).toEqual({ value: null, why: 'hidden' });
  });

  it('stands in no table by event', () => {
    expect(tableOf(wishFor('sources', { basis: 'event' }), []).columns.map(({ name }) => name)).not.toContain('spend:VND');
  });

  it('is compared with that of the days before', () => {
    const wish = wishFor('sources', {
      by: 'none',
      compared: { from: '2027-01-01', to: '2027-02-01' },
      setting: setting(spent('2027-02-01', 9), spent('2027-01-31', 4)),
    });
    const { total } = tableOf(wish, []);

    expect([total.cells['spend:VND'], total.before?.['spend:VND']]).toEqual([{ value: 9 }, { value: 4 }]);
  });

  it('has no lead behind it', () => {
    expect(BehindRun.of(wishFor('sources'), 'total', 'spend:VND')).toBeNull();
    expect(BehindRun.of(wishFor('sources'), 'total', 'costPerLead:VND')).toBeNull();
  });
});
