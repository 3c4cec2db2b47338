import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../../shared/platform/errors.ts';
import { maxFacts, maxItems } from '../../../shared/purchases/record.ts';
import { factsTold, type ToldFact, withFacts } from '../../../shared/purchases/rules-facts.ts';

const now = new Date('2026-11-27T08:00:00.000Z');
const at = '2026-11-27T14:59:00+07:00';
const paid = (more: Partial<ToldFact> = {}): ToldFact => ({ kind: 'paid', at, amount: 100, ...more });

/** What a call says of the faults it refuses. */
function faultsOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.faults;
    throw error;
  }
}

describe('a fact', () => {
  it('is kept by the moment in UTC, and without an id is what it says, in whichever zone it was told', () => {
    const [there, here] = [factsTold([paid()], [], now), factsTold([paid({ at: '2026-11-27T07:59:00Z' })], [], now)];

    expect(there).toEqual(here);
    expect(there).toMatchObject([{ at: '2026-11-27T07:59:00.000Z' }]);
  });

  it('with an id of its own is another one than its like', () => {
    const facts = factsTold([paid({ factId: 'a' }), paid({ factId: 'b' }), paid({ factId: 'a' })], [], now);

    expect(withFacts([], facts).facts).toHaveLength(2);
  });

  it('cannot say something else under the same id, in one request or in two', () => {
    const [first, other] = factsTold([paid({ factId: 'a' }), paid({ factId: 'a', amount: 90 })], [], now);

    expect(() =>
      withFacts(
        [],
        [first, other].flatMap((fact) => fact ?? []),
      ),
    ).toThrow('recorded with something else');
    expect(() =>
      withFacts(
        [first].flatMap((fact) => fact ?? []),
        [other].flatMap((fact) => fact ?? []),
      ),
    ).toThrow('recorded with something else');
  });

  it('has happened: a shop whose clock is ahead by minutes is believed, and no further', () => {
    expect(faultsOf(() => factsTold([paid({ at: '2026-11-27T08:04:00Z' })], [], now))).toHaveLength(1);
    expect(faultsOf(() => factsTold([paid(), paid({ at: '2026-11-27T08:06:00Z' })], [], now))).toMatchObject([{ path: 'facts.1.at' }]);
  });
});

describe('what was ordered', () => {
  const items = [{ product: 'crm', quantity: 1 }];

  it('belongs to the first fact that says so and names nothing itself', () => {
    const own = [{ product: 'erp', quantity: 1 }];
    const facts = factsTold([paid(), { kind: 'ordered', at, items: own }, { kind: 'confirmed', at }], items, now);

    expect(facts.map((fact) => fact.items)).toEqual([undefined, own, items]);
  });

  it('is refused where no fact says when', () => {
    expect(faultsOf(() => factsTold([paid()], items, now))).toMatchObject([{ path: 'items' }]);
  });
});

describe('an order that is too large', () => {
  it('is refused with how many facts it would have', () => {
    const many = factsTold(
      Array.from({ length: 4_000 }, (_, index) => paid({ factId: `${index}` })),
      [],
      now,
    );

    expect(faultsOf(() => withFacts(many.slice(0, maxFacts - 1), many))).toEqual([
      { path: 'facts', message: 'an order takes at most 200 facts, and this one would have 4000; nothing of the request was recorded' },
    ]);
    expect(withFacts([], many.slice(0, maxFacts)).facts).toHaveLength(maxFacts);
  });

  it('is refused with how many items it would have', () => {
    const items = Array.from({ length: maxItems }, (_, index) => ({ name: `Item ${index}`, quantity: 1 }));
    const full = factsTold([{ kind: 'ordered', at }], items, now);
    const more = factsTold([{ kind: 'returned', at, amount: 1, items: items.slice(0, 1) }], [], now);

    expect(withFacts([], full).facts).toHaveLength(1);
    expect(faultsOf(() => withFacts(full, more))).toMatchObject([{ path: 'items' }]);
  });
});
