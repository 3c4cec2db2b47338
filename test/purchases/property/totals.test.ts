import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { largestAmount } from '../../../api/money-words.ts';
import type { PurchaseFact } from '../../../shared/purchases/record.ts';
import { foldFacts } from '../../../shared/purchases/rules-fold.ts';
import { totalsOf } from '../../../shared/purchases/rules-totals.ts';
import { runs, seed } from '../../support/seeded.ts';

const at = '2026-11-27T07:00:00.000Z';
const anyAmount = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: largestAmount - 9, max: largestAmount }));
const anyFact = fc.record({ kind: fc.constantFrom('confirmed', 'paid', 'refunded', 'cancelled'), amount: anyAmount });
const anyOrder = fc.record({
  currency: fc.constantFrom('VND', 'USD', 'KWD'),
  facts: fc
    .array(anyFact, { minLength: 1, maxLength: 40 })
    .map((facts) => facts.map((fact, index) => ({ ...fact, factId: `${index}`, at }) as const satisfies PurchaseFact)),
});

describe('what the orders of a person come to', () => {
  it('is each currency by itself and loses no unit: it is told exactly, or not at all', () => {
    fc.assert(
      fc.property(fc.array(anyOrder, { maxLength: 30 }), (orders) => {
        const totals = totalsOf(orders);

        expect(totals.map(({ currency }) => currency)).toEqual([...new Set(orders.map(({ currency }) => currency))].sort());
        for (const { currency, orders: count, paidOrders, booked, net } of totals) {
          const states = orders.filter((order) => order.currency === currency).map(({ facts }) => foldFacts(facts));
          const sum = (of: 'booked' | 'net') => states.reduce((all, state) => all + BigInt(state[of]), 0n);
          expect([count, paidOrders]).toEqual([states.length, states.filter(({ isPaid }) => isPaid).length]);
          for (const [told, exact] of [[booked, sum('booked')] as const, [net, sum('net')] as const]) {
            const isExact = Number.isSafeInteger(Number(exact));
            expect(told === null ? null : BigInt(told)).toBe(isExact ? exact : null);
          }
        }
      }),
      { numRuns: runs(200, 5_000), seed },
    );
  });

  it('is the same in any order', () => {
    const shuffled = fc
      .array(anyOrder, { maxLength: 10 })
      .chain((orders) => fc.tuple(fc.constant(orders), fc.shuffledSubarray(orders, { minLength: orders.length })));
    fc.assert(
      fc.property(shuffled, ([orders, others]) => expect(totalsOf(others)).toEqual(totalsOf(orders))),
      { numRuns: runs(100, 1_000), seed },
    );
  });
});
