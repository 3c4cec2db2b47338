import { z } from 'zod';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { PoolId, TerritoryId } from '../platform/ids.ts';
import { macroRegion, provinceCodes } from '../regions/codes.ts';
import { type PoolConfig, poolKind } from './pool-config.ts';

export const TerritoryConfig = z.object({
  id: TerritoryId,
  /** Lower first; the first territory that matches wins. */
  order: z.number().int(),
  poolId: PoolId,
  /** Every condition that is given must hold; a territory without conditions is the fallback. */
  when: z.object({
    provinceCodes: z.array(z.string().regex(/^\d{2}$/)).optional(),
    macroRegions: z.array(macroRegion).optional(),
    products: z.array(z.string()).optional(),
  }),
});
export type TerritoryConfig = z.infer<typeof TerritoryConfig>;

/** Which pool a lead goes to. */
export const territoryKind = defineKind({
  name: 'territories',
  schema: TerritoryConfig,
  example: { id: 'south', order: 30, poolId: 'south', when: { macroRegions: ['south'] } },
  references: (territories, all) => [...checkEach(territories, all.of(poolKind)), ...checkFallback(territories)],
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

function checkFallback(territories: readonly TerritoryConfig[]): ReferenceFault[] {
  const fallbacks = territories.filter(({ when }) => Object.values(when).every((condition) => condition === undefined));
  if (territories.length === 0 || fallbacks.length === 1) return [];
  const [, second] = fallbacks;
  const message = `exactly one territory must have no conditions, so that every lead has a pool; there are ${fallbacks.length}`;
  return [{ index: second ? territories.indexOf(second) : 0, path: ['when'], message }];
}
