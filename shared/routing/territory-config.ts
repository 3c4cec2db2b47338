import { z } from 'zod';
import { formKind } from '../capture/form-config.ts';
import { companyKind } from '../company/company-config.ts';
import { type ConfigSnapshot, defineKind } from '../config/kind.ts';
import { fieldKind } from '../fields/field-config.ts';
import { PoolId, RepId, TerritoryId } from '../platform/ids.ts';
import { productKind } from '../products/product-config.ts';
import { poolKind } from './pool-config.ts';
import { repKind } from './rep-config.ts';
import { TerritoryConditions } from './territory-conditions.ts';
import { type KnownWords, territoryFaults, territoryWarnings } from './territory-references.ts';

export const TerritoryConfig = z.object({
  id: TerritoryId,
  /** Lower first; the first territory that matches wins. */
  order: z.number().int(),
  poolId: PoolId,
  /** Who of the pool gets what comes here, before anybody's turn. @default - the pool says who */
  repId: RepId.optional(),
  /** Every condition that is given must hold; a territory without conditions is the fallback. */
  when: TerritoryConditions,
});
export type TerritoryConfig = z.infer<typeof TerritoryConfig>;

/** Which pool a lead goes to. */
export const territoryKind = defineKind({
  name: 'territories',
  schema: TerritoryConfig,
  example: { id: 'south', order: 30, poolId: 'south', when: { macroRegions: ['south'], not: { products: ['kho-san-xuat'] } } },
  references: (territories, all) => territoryFaults(territories, wordsOf(all)),
  warnings: (territories, all) => territoryWarnings(territories, wordsOf(all)),
});

function wordsOf(all: ConfigSnapshot): KnownWords {
  const [company] = all.of(companyKind);
  return {
    pools: all.of(poolKind),
    reps: all.of(repKind),
    products: all.of(productKind),
    forms: all.of(formKind),
    fields: all.of(fieldKind),
    macroRegions: company?.macroRegions ?? {},
    sourceNames: Object.keys(company?.sourceNames ?? {}),
  };
}
