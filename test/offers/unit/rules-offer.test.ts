import { describe, expect, it } from '@jest/globals';
import { decideOffer, offersAfter } from '../../../shared/offers/index.ts';
import { offerKind } from '../../../shared/offers/offer-config.ts';
import type { OfferMatter } from '../../../shared/offers/rules-offer.ts';
import { ProductId } from '../../../shared/platform/ids.ts';
import { productKind } from '../../../shared/products/product-config.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';

const config = createFixedConfig();
const [{ documents: offers }, { documents: products }] = [await config.current(offerKind), await config.current(productKind)];
const now = new Date('2026-11-27T03:00:00.000Z');
const following = (items: object[], paidAt: string | null = now.toISOString()) =>
  offersAfter({ paidAt, items }, offers.values(), products, now).map(({ offer, dueAt }) => [offer.id, dueAt]);

describe('the offers that follow from a paid order', () => {
  it.each([
    ['its product by id', [{ product: 'ban-hang' }], ['ke-toan-sau-ban-hang']],
    ['its product in another word', [{ product: 'pos' }], ['ke-toan-sau-ban-hang']],
    ['its package too', [{ product: 'ban-hang', package: 'ban-hang-co-ban' }], ['ke-toan-sau-ban-hang', 'len-goi-chuoi']],
    ['another package', [{ product: 'ban-hang', package: 'ban-hang-chuoi' }], ['ke-toan-sau-ban-hang']],
    ['another product', [{ product: 'ke-toan' }], []],
    ['a product that nobody lists', [{ product: 'máy in' }, { name: 'ban-hang' }], []],
    ['nothing that was told', [], []],
  ])('are those of %s', (_, items, ids) => {
    expect(following(items).map(([id]) => id)).toEqual(ids);
  });

  it.each([
    ['now', '2026-11-27T03:00:00.000Z', '2027-01-26T03:00:00.000Z'],
    ['a month ago', '2026-10-27T03:00:00.000Z', '2026-12-26T03:00:00.000Z'],
    ['so long ago that it was due yesterday', '2026-09-27T02:00:00.000Z', '2026-11-27T03:00:00.000Z'],
    ['so long ago that it was due a week and a day ago', '2026-09-20T02:00:00.000Z', undefined],
    ['never', null, undefined],
  ])('are due by when it was paid: %s', (_, paidAt, dueAt) => {
    expect(following([{ product: 'ban-hang' }], paidAt)[0]?.[1]).toBe(dueAt);
  });
});

describe('an offer that is due', () => {
  const chain = { suggests: { product: ProductId.parse('ban-hang'), package: 'chuoi' } };
  const matter: OfferMatter = {
    offer: { suggests: { product: ProductId.parse('ke-toan') } },
    order: { isPaid: true, hasReturn: false },
    bought: [{ product: 'ban-hang' }],
    openProducts: [],
    isActive: true,
    hasRefusedContact: false,
  };

  it.each<[string, Partial<OfferMatter>, string]>([
    ['is made', {}, 'suggested'],
    ['is none where the order is not paid any more', { order: { isPaid: false, hasReturn: true } }, 'takenBack'],
    ['is none where a part of the order came back', { order: { isPaid: true, hasReturn: true } }, 'returned'],
    ['is none to whoever has bought it', { bought: [{ product: 'Kế toán' }] }, 'bought'],
    ['is none where somebody sells it already', { openProducts: [null, 'ke-toan'] }, 'beingSold'],
    ['is made beside a sale of something else', { openProducts: ['kho-san-xuat'] }, 'suggested'],
    ['is none where nobody works with the lead', { isActive: false }, 'notActive'],
    ['is none to whoever refused contact', { hasRefusedContact: true }, 'refusedContact'],
    ['of a package is made to whoever has another one', { offer: chain }, 'suggested'],
    ['of a package is none to whoever has it', { offer: chain, bought: [{ product: 'POS', package: 'chuoi' }] }, 'bought'],
  ])('%s', (_, change, result) => {
    expect(decideOffer({ ...matter, ...change }, products)).toBe(result);
  });
});

describe('a kind of offer', () => {
  const offer = {
    id: 'x',
    after: { product: 'ban-hang' },
    days: 1,
    suggests: { product: 'ke-toan' },
    kind: 'crossSell',
    as: 'tag',
    text: { vi: 'x', en: 'x' },
  };
  const all = { of: () => [...products.values()] } as unknown as Parameters<typeof offerKind.references>[1];
  const faultsOf = (change: object) => {
    const documents = [offerKind.schema.parse({ ...offer, ...change })];
    return offerKind.references(documents, all).map(({ path, message }) => `${path.join('.')}: ${message}`);
  };

  it('is one of so many that a payment can set a timer for each', () => {
    const documents = Array.from({ length: 81 }, (_, number) => offerKind.schema.parse({ ...offer, id: `x-${number}` }));
    const faultsAmong = (offers: typeof documents) => offerKind.references(offers, all);

    expect(faultsAmong(documents.slice(1))).toEqual([]);
    expect(faultsAmong(documents)).toMatchObject([{ index: 80, message: expect.stringContaining('at most 80') }]);
  });

  it.each([
    ['of what the company sells', {}, []],
    ['of nothing', { suggests: { product: 'may-in' } }, ['suggests.product: there is no product may-in']],
    ['of no package', { after: { product: 'ban-hang', package: 'x' } }, ['after.package: the product ban-hang has no package x']],
    [
      'of the same as another product',
      { suggests: { product: 'ban-hang' } },
      ['suggests.product: a cross-sell suggests another product; more of the same is an upsell'],
    ],
    [
      'of the very same',
      { kind: 'upsell', suggests: { product: 'ban-hang' } },
      ['suggests.package: an upsell of the same product names another package of it'],
    ],
    ['of more of the same', { kind: 'upsell', suggests: { product: 'ban-hang', package: 'ban-hang-chuoi' } }, []],
  ])('%s', (_, change, faults) => {
    expect(faultsOf(change)).toEqual(faults);
  });
});
