import { z } from 'zod';

/**
 * The rule of a pool by which a lead floats: nobody has touched it for so many days, a call ended with an outcome, or the rep who had it has left.
 */
export const ReleaseRule = z.strictObject({
  rule: z.enum(['age', 'outcome', 'departure']),
  days: z.number().int().optional(),
  outcome: z.string().optional(),
});
export type ReleaseRule = z.infer<typeof ReleaseRule>;
