import { z } from 'zod';
import { Currency } from '../../api/money-words.ts';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { configId } from '../platform/config-id.ts';
import { ProductId } from '../platform/ids.ts';
import { Money } from '../platform/money.ts';
import { keysOf } from './rules-words.ts';

const Package = z.object({ id: configId(), names: bilingual, price: Money.extend({ currency: Currency }).nullable().default(null) });

export const ProductConfig = z.object({
  id: ProductId,
  names: bilingual,
  /** Other words by which pages, forms and territories call it; capitals and accents make no difference. */
  aliases: z.array(z.string().min(1).max(200)).max(50).default([]),
  packages: z.array(Package).max(50).default([]),
  /** What is sold along with it. */
  goesWith: z.array(ProductId).max(50).default([]),
});
export type ProductConfig = z.infer<typeof ProductConfig>;

/** What the company sells. A word that names no product of these goes on as it was written. */
export const productKind = defineKind({
  name: 'products',
  schema: ProductConfig,
  example: {
    id: 'ban-hang',
    names: { vi: 'Bán hàng', en: 'Point of sale' },
    aliases: ['POS'],
    packages: [{ id: 'co-ban', names: { vi: 'Cơ bản', en: 'Basic' }, price: { amount: 3_600_000, currency: 'VND' } }],
    goesWith: [],
  },
  references: (products) => [...checkGoesWith(products), ...checkPackages(products), ...checkWords(products)],
});

function checkGoesWith(products: readonly ProductConfig[]): ReferenceFault[] {
  const known = new Set(products.map(({ id }) => id));
  return products.flatMap(({ id, goesWith }, index) =>
    goesWith.flatMap((other, place) => {
      const path = ['goesWith', place];
      if (other === id) return [{ index, path, message: 'a product does not go with itself' }];
      return known.has(other) ? [] : [{ index, path, message: `there is no product ${other}` }];
    }),
  );
}

function checkPackages(products: readonly ProductConfig[]): ReferenceFault[] {
  return products.flatMap(({ packages }, index) =>
    packages.flatMap(({ id }, place) =>
      packages.findIndex((one) => one.id === id) < place
        ? [{ index, path: ['packages', place, 'id'], message: `the package ${id} is listed twice` }]
        : [],
    ),
  );
}

/** A word that names two products would name whichever is listed first. */
function checkWords(products: readonly ProductConfig[]): ReferenceFault[] {
  const owners = new Map<string, ProductConfig>();
  return products.flatMap((product, index) =>
    keysOf(product).flatMap((key) => {
      const owner = owners.get(key) ?? product;
      owners.set(key, owner);
      return owner === product ? [] : [{ index, path: [], message: `“${key}” names the product ${owner.id} as well` }];
    }),
  );
}
