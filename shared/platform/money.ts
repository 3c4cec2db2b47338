import { z } from 'zod';

/** An amount in the smallest unit of its currency: dong, cents. */
export const Money = z.object({
  amount: z.number().int().nonnegative(),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'write the currency as ISO 4217 does, e.g. VND'),
});
export type Money = z.infer<typeof Money>;
