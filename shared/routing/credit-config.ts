import { z } from 'zod';
import { TerritoryConditions } from './territory-conditions.ts';

/** What leads count that have something in common: a size, a budget, a product. */
export const CreditBand = z.object({ credit: z.number().int().min(1).max(1_000), when: TerritoryConditions });
export type CreditBand = z.infer<typeof CreditBand>;
