import { describe, expect, it } from '@jest/globals';
import { FactKind, type PurchaseFact } from '../../../shared/purchases/record.ts';
import { foldFacts, type PurchaseState } from '../../../shared/purchases/rules-fold.ts';

/** `paid 100`: facts of successive minutes, in the order in which they are written. */
function factsOf(...said: readonly string[]): PurchaseFact[] {
  return said.map((text, minute) => {
    const [word, amount] = text.split(' ');
    const kind = FactKind.parse(word);
    const at = new Date(Date.UTC(2026, 10, 27, 8, minute)).toISOString();
    return { factId: `f${minute}`, kind, at, ...(amount === undefined ? {} : { amount: Number(amount) }) };
  });
}

describe('what is booked', () => {
  it.each<[string, string[], Partial<PurchaseState>]>([
    ['nothing before anybody confirms', ['ordered 100'], { status: 'ordered', value: 100, booked: 0 }],
    ['what was confirmed', ['ordered 100', 'confirmed'], { status: 'confirmed', booked: 100 }],
    ['what is shipped without a confirmation', ['ordered 100', 'shipped'], { status: 'shipped', booked: 100 }],
    ['the price that was told last', ['ordered 100', 'confirmed 120'], { value: 120, booked: 120 }],
    ['less what was cancelled', ['confirmed 100', 'cancelled 30'], { status: 'confirmed', cancelled: 30, booked: 70 }],
    ['less what came back', ['confirmed 100', 'delivered', 'returned 30'], { status: 'delivered', returned: 30, booked: 70 }],
    ['nothing of a cancelled order', ['confirmed 100', 'cancelled'], { status: 'cancelled', cancelled: 100, booked: 0 }],
    ['nothing of what came back as a whole', ['confirmed 100', 'delivered', 'returned'], { status: 'returned', returned: 100, booked: 0 }],
    ['nothing when the parts come to the whole', ['confirmed 100', 'returned 60', 'returned 40'], { status: 'returned', booked: 0 }],
    ['never less than nothing', ['confirmed 100', 'cancelled 80', 'returned 80'], { cancelled: 80, returned: 20, booked: 0 }],
    ['what is taken up again', ['confirmed 100', 'cancelled', 'confirmed'], { status: 'confirmed', cancelled: 0, booked: 100 }],
    [
      'what is taken up again after its parts were cancelled',
      ['confirmed 100', 'cancelled 60', 'cancelled 40', 'confirmed 80'],
      { booked: 80 },
    ],
    ['nothing where nobody said a price', ['confirmed', 'paid 100'], { value: null, booked: 0, net: 100 }],
  ])('is %s', (_, said, expected) => {
    expect(foldFacts(factsOf(...said))).toMatchObject(expected);
  });
});

describe('an order is fully paid', () => {
  it.each<[string, string[]]>([
    ['before it is shipped', ['ordered 100', 'paid 100', 'confirmed', 'shipped']],
    ['on delivery', ['ordered 100', 'confirmed', 'shipped', 'delivered', 'paid 100']],
    ['in parts', ['confirmed 100', 'paid 30', 'paid 70']],
    ['by a deposit and the rest after a higher price', ['ordered 100', 'paid 30', 'confirmed 120', 'paid 90']],
    ['by less, after a discount', ['ordered 100', 'paid 70', 'confirmed 70']],
    ['by less, after a part was cancelled', ['ordered 100', 'paid 70', 'cancelled 30']],
    ['when a part is refunded before it came back', ['confirmed 100', 'paid 100', 'refunded 30', 'returned 30']],
    ['when a part came back before it is refunded', ['confirmed 100', 'paid 100', 'returned 30', 'refunded 30']],
    ['when only a part is refunded', ['confirmed 100', 'paid 100', 'refunded 30']],
    ['when something is added to it later', ['confirmed 100', 'paid 100', 'confirmed 150']],
    ['when one payment too many is refunded', ['confirmed 100', 'paid 100', 'paid 100', 'refunded 100']],
    ['when it is taken up again', ['confirmed 100', 'paid 100', 'cancelled', 'confirmed']],
  ])('%s', (_, said) => {
    expect(foldFacts(factsOf(...said)).isPaid).toBe(true);
  });

  it.each<[string, string[]]>([
    ['before the last part', ['confirmed 100', 'paid 99']],
    ['while nobody said a price', ['confirmed', 'paid 100']],
    ['that costs nothing', ['confirmed 0', 'delivered']],
    ['that was cancelled', ['confirmed 100', 'paid 100', 'cancelled']],
    ['that came back as a whole', ['confirmed 100', 'paid 100', 'returned']],
    ['that came back in parts', ['confirmed 100', 'paid 100', 'returned 50', 'returned 50']],
    ['that was refunded as a whole', ['confirmed 100', 'paid 100', 'refunded 100']],
    ['of which a new payment is a part only', ['confirmed 100', 'paid 100', 'refunded 100', 'paid 50']],
  ])('not one %s', (_, said) => {
    expect(foldFacts(factsOf(...said)).isPaid).toBe(false);
  });

  it('by facts of one moment in the order in which they usually happen', () => {
    const at = '2026-11-27T08:00:00.000Z';
    const facts: PurchaseFact[] = [
      { factId: 'a', kind: 'paid', at, amount: 100 },
      { factId: 'b', kind: 'cancelled', at },
      { factId: 'c', kind: 'confirmed', at, amount: 100 },
    ];

    expect(foldFacts(facts)).toMatchObject({ status: 'cancelled', isPaid: false });
  });
});

it('tells what was ordered as it was told last, not what came back', () => {
  const at = '2026-11-27T08:00:00.000Z';
  const shoes = [{ product: 'shoes', quantity: 2 }];

  const { items } = foldFacts([
    { factId: 'a', kind: 'ordered', at, items: [{ product: 'shoes', quantity: 3 }] },
    { factId: 'b', kind: 'confirmed', at, items: shoes },
    { factId: 'c', kind: 'returned', at, amount: 30, items: [{ product: 'laces', quantity: 1 }] },
  ]);

  expect(items).toEqual(shoes);
});
