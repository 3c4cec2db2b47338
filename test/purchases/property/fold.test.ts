import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { largestAmount } from '../../../api/money-words.ts';
import { FactKind, maxFacts, type PurchaseFact } from '../../../shared/purchases/record.ts';
import { factsTold, type ToldFact, withFacts, withoutFact } from '../../../shared/purchases/rules-facts.ts';
import { foldFacts } from '../../../shared/purchases/rules-fold.ts';
import { runs, seed } from '../../support/seeded.ts';

const now = new Date('2026-11-27T08:00:00.000Z');

/** Few moments and small amounts, so that facts meet; now and then the largest one. */
const anyAmount = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 9 }) }, { weight: 1, arbitrary: fc.constant(largestAmount) });
const anyTold: fc.Arbitrary<ToldFact> = fc
  .record({
    kind: fc.constantFrom(...FactKind.options),
    minute: fc.integer({ min: 0, max: 5 }),
    amount: fc.option(anyAmount, { nil: undefined }),
    name: fc.option(fc.integer({ min: 0, max: 99 }), { nil: undefined }),
  })
  .map(({ kind, minute, amount, name }) => ({
    kind,
    at: new Date(Date.UTC(2026, 10, 27, 7, minute)).toISOString(),
    ...(amount === undefined && kind !== 'paid' && kind !== 'refunded' ? {} : { amount: amount ?? 1 }),
    ...(name === undefined ? {} : { factId: `fact-${name}-${kind}-${minute}-${amount}` }),
  }));
const anyFacts = fc.array(anyTold, { maxLength: 40 }).map((told) => factsTold(told, [], now));

/** The facts, each at least once, in another order. */
const retold = anyFacts.chain((facts) =>
  fc.record({
    facts: fc.constant(facts),
    again: fc
      .tuple(
        fc.shuffledSubarray(facts, { minLength: facts.length }),
        facts.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...facts), { maxLength: 20 }),
      )
      .map(([all, twice]) => [...all, ...twice]),
    requests: fc.integer({ min: 1, max: 6 }),
  }),
);

/** Tells facts request by request, as callers do. */
function toldIn(requests: number, facts: readonly PurchaseFact[]): readonly PurchaseFact[] {
  const size = Math.max(1, Math.ceil(facts.length / requests));
  let known: readonly PurchaseFact[] = [];
  for (let start = 0; start < facts.length; start += size) known = withFacts(known, facts.slice(start, start + size)).facts;
  return known;
}

describe('facts of an order', () => {
  it('come to the same in any order, told twice, and in any number of requests', () => {
    fc.assert(
      fc.property(retold, ({ facts, again, requests }) => {
        const stored = toldIn(requests, again);

        expect(stored).toEqual(withFacts([], facts).facts);
        expect(foldFacts(stored)).toEqual(foldFacts(facts));
        expect(foldFacts(again)).toEqual(foldFacts(facts));
      }),
      { numRuns: runs(500, 20_000), seed },
    );
  });

  it('that are void never happened, whenever that was said and whatever is told again', () => {
    const someVoid = anyFacts.chain((facts) => fc.record({ facts: fc.constant(facts), wrong: fc.subarray(facts) }));
    fc.assert(
      fc.property(someVoid, ({ facts, wrong }) => {
        const others = facts.filter((fact) => !wrong.some(({ factId }) => factId === fact.factId));
        const voided = wrong.reduce<readonly PurchaseFact[]>(
          (left, { factId }) => withoutFact(left, factId, now),
          withFacts([], facts).facts,
        );
        const again = withFacts(voided, facts);

        expect(foldFacts(voided)).toEqual(foldFacts(others));
        expect([again.news, again.facts]).toEqual([[], voided]);
      }),
      { numRuns: runs(500, 20_000), seed },
    );
  });

  it('never lose or make up money: what was confirmed is booked, cancelled or returned, and what was paid is net or refunded', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { status, value, booked, cancelled, returned, paid, refunded, net, isPaid, paidAt } = foldFacts(facts);
        const sum = (kind: FactKind) =>
          [...new Map(facts.map((fact) => [fact.factId, fact])).values()]
            .filter((fact) => fact.kind === kind)
            .reduce((total, { amount = 0 }) => total + BigInt(amount), 0n);

        expect([BigInt(paid), BigInt(refunded), BigInt(net)]).toEqual([sum('paid'), sum('refunded'), sum('paid') - sum('refunded')]);
        const isConfirmed = facts.some(({ kind }) => ['confirmed', 'shipped', 'delivered'].includes(kind));
        if (value !== null && isConfirmed) expect(booked + cancelled + returned).toBe(value);
        if (!isConfirmed) expect(booked).toBe(0);
        for (const amount of [booked, cancelled, returned]) expect(amount).toBeGreaterThanOrEqual(0);
        if (status === 'cancelled' || status === 'returned') expect([booked, isPaid]).toEqual([0, false]);
        if (isPaid) expect(net).toBeGreaterThan(0);
        expect(paidAt !== null).toBe(isPaid);
        if (paidAt !== null) expect(facts.map(({ at }) => at)).toContain(paidAt);
      }),
      { numRuns: runs(500, 20_000), seed },
    );
  });

  it('can be added up to the largest amounts without losing the last unit', () => {
    const at = now.toISOString();
    const paid = Array.from({ length: maxFacts }, (_, index): PurchaseFact => {
      return { factId: `${index}`, kind: 'paid', at, amount: largestAmount - (index % 2) };
    });

    expect(foldFacts(paid).net).toBe(Number(BigInt(maxFacts) * BigInt(largestAmount) - BigInt(maxFacts / 2)));
    expect(Number.isSafeInteger(maxFacts * largestAmount)).toBe(true);
  });
});
