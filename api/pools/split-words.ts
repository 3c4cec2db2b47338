import { z } from 'zod';
import { Moment, Temperature } from '../words.ts';

/** To whom: to each a quantity, or all that there is by weights. */
export const Receivers = z
  .array(
    z.strictObject({
      repId: z.string().max(64),
      leads: z.number().int().min(1).max(5_000).optional(),
      weight: z.number().int().min(1).max(100).optional().meta({ description: '@default 1' }),
    }),
  )
  .min(1)
  .max(50);

/** Which leads: all that are named combine. */
export const SplitFilter = z.strictObject({
  temperatures: z.array(Temperature).min(1).optional(),
  provinces: z.array(z.string().max(64)).min(1).max(100).optional().meta({ description: 'Codes of provinces' }),
  products: z.array(z.string().max(64)).min(1).max(100).optional(),
  createdBefore: Moment.optional(),
});
export type SplitFilter = z.infer<typeof SplitFilter>;

export const exampleSplitId = 'P01K9ZQ3V8A6G5Y2P0R7M3D9QTE';
