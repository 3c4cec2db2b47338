import { z } from 'zod';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { configId } from '../platform/config-id.ts';
import { ProductId } from '../platform/ids.ts';
import { type ProductConfig, productKind } from '../products/product-config.ts';

/** What is sold: a product, or one package of it. */
const Goods = z.object({ product: ProductId, package: configId().optional() });
export type Goods = z.infer<typeof Goods>;

export const OfferConfig = z.object({
  id: configId(),
  /** What somebody has bought, and paid in full. */
  after: Goods,
  /** How long after that. */
  days: z.number().int().min(0).max(730),
  suggests: Goods,
  /** `crossSell`: another product. `upsell`: more of the same. */
  kind: z.enum(['crossSell', 'upsell']),
  /** `task`: whoever has the lead is to call, and reads `text`. `tag`: the history says so, for whoever waits for it. */
  as: z.enum(['task', 'tag']),
  text: z.object({ vi: bilingual.shape.vi.max(200), en: bilingual.shape.en.max(200) }),
});
export type OfferConfig = z.infer<typeof OfferConfig>;

/** Each that follows from an order has a timer in the transaction of its payment, which takes a hundred items with all else. */
const maxOffers = 80;

/** What is suggested to those who have bought something, and when. */
export const offerKind = defineKind({
  name: 'offers',
  schema: OfferConfig,
  example: {
    id: 'ke-toan-sau-ban-hang',
    after: { product: 'ban-hang' },
    days: 30,
    suggests: { product: 'ke-toan' },
    kind: 'crossSell',
    as: 'task',
    text: { vi: 'Gọi giới thiệu phần mềm kế toán', en: 'Call about accounting' },
  },
  references: (offers, all) => [...checkCount(offers), ...offers.flatMap((offer, index) => checkOffer(offer, index, all.of(productKind)))],
});

function checkCount(offers: readonly OfferConfig[]): ReferenceFault[] {
  if (offers.length <= maxOffers) return [];
  return [{ index: maxOffers, path: [], message: `there are ${offers.length} offers; at most ${maxOffers} can be kept` }];
}

function checkOffer({ after, suggests, kind }: OfferConfig, index: number, products: readonly ProductConfig[]): ReferenceFault[] {
  const isSameProduct = after.product === suggests.product;
  const faults: ReferenceFault[] = [];
  if (kind === 'crossSell' && isSameProduct) {
    faults.push({ index, path: ['suggests', 'product'], message: 'a cross-sell suggests another product; more of the same is an upsell' });
  }
  if (kind === 'upsell' && isSameProduct && (suggests.package === undefined || suggests.package === after.package)) {
    faults.push({ index, path: ['suggests', 'package'], message: 'an upsell of the same product names another package of it' });
  }
  return [...faults, ...checkGoods(after, 'after', index, products), ...checkGoods(suggests, 'suggests', index, products)];
}

function checkGoods(goods: Goods, field: string, index: number, products: readonly ProductConfig[]): ReferenceFault[] {
  const product = products.find(({ id }) => id === goods.product);
  if (!product) return [{ index, path: [field, 'product'], message: `there is no product ${goods.product}` }];
  if (goods.package === undefined || product.packages.some(({ id }) => id === goods.package)) return [];
  return [{ index, path: [field, 'package'], message: `the product ${goods.product} has no package ${goods.package}` }];
}
