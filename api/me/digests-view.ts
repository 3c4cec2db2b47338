import { z } from 'zod';

export const DigestsView = z
  .object({
    weekly: z.boolean().meta({ description: 'At the first working moment of a week, the week before' }),
    monthly: z.boolean().meta({ description: 'At the first working moment of a month, the month before' }),
    version: z.number().int(),
  })
  .meta({ id: 'DigestChoice', description: 'Whether somebody gets numbers by e-mail' });
export type DigestsView = z.infer<typeof DigestsView>;
