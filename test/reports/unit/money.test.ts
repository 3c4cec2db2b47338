import { describe, expect, it } from '@jest/globals';
import type { Fact, Order } from '../../../shared/facts/index.ts';
import { Days } from '../../../shared/reports/index.ts';
import { type FactSaid, factNeedOf, factOf, factOrderOf, ownershipOf } from '../../support/facts.ts';
import { at, behind, numbersOf, tableOf, type Wanted, wishFor } from '../../support/reports.ts';

let made = 0;
const lead = (arrived: string, said: FactSaid = {}): Fact => {
  made += 1;
  return factOf({ id: `L${String(made).padStart(6, '0')}`, arrivedAt: at(arrived), ...said });
};

/** Facts of an order, e.g. `['paid', '02-03 10:00', 500]`; without an amount of the whole order. */
const orderOf = (facts: readonly (readonly [string, string, number?])[], order: Partial<Order> = {}): Order =>
  factOrderOf({
    ownerId: 'rep-lan',
    ...order,
    facts: facts.map(([kind, moment, amount]) => ({ kind, at: at(moment), amount: amount ?? null, currency: order.currency ?? 'VND' })),
  });

const rowsOf = (facts: readonly Fact[], wanted: Wanted = {}) =>
  numbersOf(tableOf(wishFor('revenue', { by: 'month', from: '2027-01-01', to: '2027-05-01', now: at('05-01 00:00'), ...wanted }), facts));
const withOrders = (...orders: Order[]): Fact[] => [lead('01-05 09:00', { orders })];

describe('revenue', () => {
  it('is booked when it is confirmed, and net when it is paid, each on its own day', () => {
    const rows = rowsOf(
      withOrders(
        orderOf([
          ['ordered', '01-30 09:00', 1_000],
          ['confirmed', '01-31 23:59'],
          ['paid', '02-01 00:00', 1_000],
        ]),
      ),
    );

    expect(rows['2027-01']).toMatchObject({ 'booked:VND': 1_000, 'net:VND': 0, orders: 1 });
    expect(rows['2027-02']).toMatchObject({ 'booked:VND': 0, 'net:VND': 1_000, orders: 0 });
  });

  it('leaves a month that is over its number when goods come back later, and lists the difference', () => {
    const rows = rowsOf(
      withOrders(
        orderOf([
          ['confirmed', '01-20 09:00', 1_000],
          ['returned', '03-02 09:00', 400],
        ]),
      ),
    );

    expect(rows['2027-01']).toMatchObject({ 'booked:VND': 1_000, 'takenBack:VND': 0, 'bookedLostLater:VND': -400 });
    expect(rows['2027-03']).toMatchObject({ 'booked:VND': -400, 'takenBack:VND': -400, 'bookedOfEarlier:VND': -400 });
    expect(rows.total).toMatchObject({ 'booked:VND': 600, 'bookedLostLater:VND': -400, 'bookedOfEarlier:VND': -400 });
  });

  it('lists no difference for what came back within its month', () => {
    const rows = rowsOf(
      withOrders(
        orderOf([
          ['confirmed', '01-20 09:00', 1_000],
          ['cancelled', '01-31 23:59'],
        ]),
      ),
    );

    expect(rows['2027-01']).toMatchObject({
      'booked:VND': 0,
      'confirmedMoney:VND': 1_000,
      'takenBack:VND': -1_000,
      'bookedLostLater:VND': 0,
    });
  });

  it('takes back the latest money first', () => {
    const rows = rowsOf(
      withOrders(
        orderOf([
          ['paid', '01-20 09:00', 300],
          ['paid', '02-20 09:00', 700],
          ['refunded', '03-02 09:00', 800],
        ]),
      ),
    );

    expect([rows['2027-01']?.['netLostLater:VND'], rows['2027-02']?.['netLostLater:VND']]).toEqual([-100, -700]);
    expect(rows['2027-03']).toMatchObject({ 'net:VND': -800, 'netOfEarlier:VND': -800 });
  });

  it('counts an order that was taken up again on the day of that', () => {
    const rows = rowsOf(
      withOrders(
        orderOf([
          ['confirmed', '01-20 09:00', 1_000],
          ['cancelled', '02-01 09:00'],
          ['confirmed', '03-01 09:00', 900],
        ]),
      ),
    );

    expect([rows['2027-01'], rows['2027-02'], rows['2027-03']].map((row) => row?.['booked:VND'])).toEqual([1_000, -1_000, 900]);
  });

  it('counts a higher price on the day on which it was told', () => {
    const rows = rowsOf(
      withOrders(
        orderOf([
          ['confirmed', '01-20 09:00', 1_000],
          ['confirmed', '02-01 09:00', 1_200],
        ]),
      ),
    );

    expect([rows['2027-01']?.['booked:VND'], rows['2027-02']?.['booked:VND']]).toEqual([1_000, 200]);
  });

  it('keeps currencies apart', () => {
    const rows = rowsOf(withOrders(orderOf([['paid', '01-20 09:00', 1_000]]), orderOf([['paid', '01-21 09:00', 5]], { currency: 'USD' })));

    expect(rows['2027-01']).toMatchObject({ 'net:VND': 1_000, 'net:USD': 5 });
  });

  it('counts money of Tết’s eve at 23:59 in that day', () => {
    const rows = rowsOf(withOrders(orderOf([['paid', '02-05 23:59', 7]])), { by: 'day', from: '2027-02-05', to: '2027-02-07' });

    expect([rows['2027-02-05']?.['net:VND'], rows['2027-02-06']?.['net:VND']]).toEqual([7, 0]);
  });

  it('leaves money in its month when the company moves to another zone later', () => {
    const days = new Days([
      { since: 0, timeZone: 'Asia/Ho_Chi_Minh' },
      { since: at('03-01 00:00'), timeZone: 'Asia/Tokyo' },
    ]);
    // In Tokyo it was the first of February already.
    const rows = rowsOf(withOrders(orderOf([['paid', '01-31 23:00', 9]])), { days });

    expect([rows['2027-01']?.['net:VND'], rows['2027-02']?.['net:VND']]).toEqual([9, 0]);
  });

  it('is by arrival of who came in the span, whenever they paid', () => {
    const facts = withOrders(
      orderOf([
        ['confirmed', '01-20 09:00', 10],
        ['paid', '04-20 09:00', 10],
      ]),
    );

    const rows = rowsOf(facts, { basis: 'arrival', from: '2027-01-01', to: '2027-02-01' });

    expect(rows['2027-01']).toMatchObject({ 'booked:VND': 10, 'net:VND': 10 });
    expect(rows['2027-01']).not.toHaveProperty('netOfEarlier:VND');
  });

  it('lists behind a number each movement that makes it', () => {
    const facts = withOrders(
      orderOf([
        ['confirmed', '01-20 09:00', 1_000],
        ['returned', '03-02 09:00', 400],
      ]),
    );
    const wish = wishFor('revenue', { by: 'month', from: '2027-01-01', to: '2027-05-01' });

    expect(behind(wish, facts, 'total', 'booked:VND').map(({ value }) => value)).toEqual([-400, 1_000]);
    expect(behind(wish, facts, '2027-01', 'bookedLostLater:VND').map(({ value }) => value)).toEqual([-400]);
  });
});

describe('whose revenue it is', () => {
  const won = (repId: string) =>
    factNeedOf({
      opportunityId: 'L1-N1',
      state: 'won',
      wonAt: at('01-10 09:00'),
      ownerId: 'rep-now',
      poolId: 'north',
      closes: [{ result: 'won', at: at('01-10 09:00'), reason: null, repId }],
    });
  const facts = (order: Partial<Order> = {}) => [
    lead('01-05 09:00', { needs: [won('rep-minh')], orders: [orderOf([['paid', '01-20 09:00', 101]], order)] }),
  ];
  const byRep = (credit: string, some: Fact[]) => rowsOf(some, { by: 'rep', options: { credit } });

  it.each([
    ['purchase', { 'rep-lan': 101 }],
    ['winning', { 'rep-minh': 101 }],
    ['split', { 'rep-lan': 51, 'rep-minh': 50 }],
  ])('is by %s', (credit, expected) => {
    const { total, ...rows } = byRep(credit, facts({ opportunityId: 'L1-N1' }));

    expect(Object.fromEntries(Object.entries(rows).map(([rep, row]) => [rep, row['net:VND']]))).toEqual(expected);
    expect(total?.['net:VND']).toBe(101);
  });

  it('is of who won the last need before an order that names none', () => {
    expect(byRep('winning', facts())['rep-minh']?.['net:VND']).toBe(101);
  });

  it('is of who had the lead where no need of it was won', () => {
    const lost = [lead('01-05 09:00', { orders: [orderOf([['paid', '01-20 09:00', 101]])] })];

    expect(byRep('winning', lost)['rep-lan']?.['net:VND']).toBe(101);
  });

  it('is told each rep of their own part, and each pool of its own', () => {
    const owned = facts({ opportunityId: 'L1-N1' }).map((fact) => ({ ...fact, owners: [ownershipOf({ from: at('01-05 09:00') })] }));
    const own = (repId: string) => rowsOf(owned, { options: { credit: 'split' }, cut: { kind: 'own', repId } }).total?.['net:VND'];
    const pool = (name: string) =>
      rowsOf(owned, { options: { credit: 'split' }, cut: { kind: 'pools', pools: [name] } }).total?.['net:VND'];

    expect([own('rep-lan'), own('rep-minh')]).toEqual([51, 50]);
    expect([pool('south'), pool('north')]).toEqual([51, 50]);
  });
});

describe('the table of reps', () => {
  const repRows = (some: readonly Fact[]) => numbersOf(tableOf(wishFor('reps', { by: 'rep' }), some));

  it('credits each thing to who had the lead at that moment', () => {
    const fact = lead('01-20 09:00', {
      owners: [
        ownershipOf({ from: at('02-01 08:00'), to: at('02-10 08:00') }),
        ownershipOf({ repId: 'rep-minh', poolId: 'north', from: at('02-10 08:00') }),
      ],
      stages: [
        { stage: 'lead', at: at('01-20 09:00') },
        { stage: 'sql', at: at('02-03 09:00') },
        { stage: 'customer', at: at('02-15 09:00') },
      ],
      calls: [
        { at: at('02-02 09:00'), repId: 'rep-lan', outcome: 'noAnswer', reached: false },
        { at: at('02-03 09:00'), repId: 'rep-lan', outcome: 'interested', reached: true },
        { at: at('02-16 09:00'), repId: 'rep-lan', outcome: 'interested', reached: true },
      ],
    });

    const rows = repRows([fact]);

    // Who skips MQL passed it; the call of the sixteenth is of who made it.
    expect(rows['rep-lan']).toMatchObject({ received: 1, attempts: 3, contacts: 2, mql: 1, sql: 1, sqo: 0, customers: 0 });
    expect(rows['rep-minh']).toMatchObject({ received: 1, attempts: 0, sqo: 1, customers: 1 });
    expect(rows.total).toMatchObject({ received: 2, attempts: 3, sql: 1, customers: 1 });
  });

  it('counts clocks that ended in the span, for whose clock it was, and excuses no part of the share', () => {
    const clock = (result: 'met' | 'missed' | 'excused' | 'open', endedAt: string | null) => ({
      kind: 'firstContact' as const,
      subject: 'lead',
      repId: 'rep-lan',
      startedAt: at('02-01 08:00'),
      dueAt: at('02-01 08:15'),
      endedAt: endedAt === null ? null : at(endedAt),
      result,
    });
    const facts = [
      ...Array.from({ length: 8 }, () => lead('02-01 08:00', { clocks: [clock('met', '02-01 08:10')] })),
      ...Array.from({ length: 2 }, () => lead('02-01 08:00', { clocks: [clock('missed', '02-01 08:15')] })),
      lead('02-01 08:00', { clocks: [clock('excused', '02-01 08:12')] }),
      lead('02-01 08:00', { clocks: [clock('open', null)] }),
      lead('02-01 08:00', { clocks: [clock('met', '03-01 00:00')] }),
    ];

    expect(repRows(facts)['rep-lan']).toMatchObject({ slaMet: 8, slaMissed: 2, slaExcused: 1, slaShare: 0.8 });
  });
});
