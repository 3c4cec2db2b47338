import { z } from 'zod';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { PoolId, TerritoryId } from '../platform/ids.ts';
import { productNamed } from '../products/index.ts';
import { type ProductConfig, productKind } from '../products/product-config.ts';
import { macroRegion, provinceCodes } from '../regions/codes.ts';
import { type PoolConfig, poolKind } from './pool-config.ts';

/**
 * Every attribute that a territory may name, with the values that a lead has of each. Territories ask for them and decisions record
 * them, so that neither can name what the other lacks. One that joins later needs a default in the record: older decisions lack it.
 */
export const TerritoryAttributes = z.object({
  products: z.array(z.string()),
  provinceCodes: z.array(z.string().regex(/^\d{2}$/)),
  macroRegions: z.array(macroRegion),
});
export type TerritoryAttributes = z.infer<typeof TerritoryAttributes>;

export const TerritoryConfig = z.object({
  id: TerritoryId,
  /** Lower first; the first territory that matches wins. */
  order: z.number().int(),
  poolId: PoolId,
  /** Every condition that is given must hold; a territory without conditions is the fallback. */
  when: TerritoryAttributes.partial(),
});
export type TerritoryConfig = z.infer<typeof TerritoryConfig>;

/** Which pool a lead goes to. */
export const territoryKind = defineKind({
  name: 'territories',
  schema: TerritoryConfig,
  example: { id: 'south', order: 30, poolId: 'south', when: { macroRegions: ['south'] } },
  references: (territories, all) => [
    ...checkEach(territories, all.of(poolKind)),
    ...checkProducts(territories, all.of(productKind)),
    ...checkFallback(territories),
  ],
});

function checkEach(territories: readonly TerritoryConfig[], pools: readonly PoolConfig[]): ReferenceFault[] {
  const known = new Map(pools.map((pool) => [pool.id, pool]));
  return territories.flatMap(({ poolId, when }, index) => [
    ...(known.has(poolId) ? [] : [{ index, path: ['poolId'], message: `there is no pool ${poolId}` }]),
    ...(known.get(poolId)?.members.length === 0
      ? [{ index, path: ['poolId'], message: `leads come here, but the pool ${poolId} is empty` }]
      : []),
    ...(when.provinceCodes ?? []).flatMap((code, place) =>
      provinceCodes.has(code) ? [] : [{ index, path: ['when', 'provinceCodes', place], message: `${code} is no code of the 34 provinces` }],
    ),
  ]);
}

/** Leads have the id of what they ask about, so that another word for it would match nobody. */
function checkProducts(territories: readonly TerritoryConfig[], products: readonly ProductConfig[]): ReferenceFault[] {
  const known = new Map(products.map((product) => [product.id as string, product]));
  return territories.flatMap(({ when }, index) =>
    (when.products ?? []).flatMap((word, place) => {
      const named = productNamed(word, known);
      if (!named || named.id === word) return [];
      return [{ index, path: ['when', 'products', place], message: `write the id of the product: ${named.id}` }];
    }),
  );
}

/** Tells whether a territory has no conditions: it takes what no other does. */
export function isFallback({ when }: TerritoryConfig): boolean {
  return Object.values(when).every((condition) => condition === undefined);
}

function checkFallback(territories: readonly TerritoryConfig[]): ReferenceFault[] {
  const fallbacks = territories.filter(isFallback);
  if (territories.length === 0 || fallbacks.length === 1) return [];
  const [, second] = fallbacks;
  const message = `exactly one territory must have no conditions, so that every lead has a pool; there are ${fallbacks.length}`;
  return [{ index: second ? territories.indexOf(second) : 0, path: ['when'], message }];
}
