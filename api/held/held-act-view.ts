import { z } from 'zod';
import { Moment } from '../words.ts';

/** What somebody did that cannot be undone, for who did it. */
export const HeldActView = z
  .object({
    heldActId: z.string(),
    leadId: z.string(),
    is: z.enum(['decline', 'refusal']),
    state: z.enum(['held', 'done', 'takenBack', 'refused']).meta({
      description: '`refused`: it was not possible any more when its time came, such as a decline of what somebody else has by then',
    }),
    until: Moment.meta({ description: 'Until then it can be taken back' }),
  })
  .meta({ id: 'HeldAct' });
export type HeldActView = z.infer<typeof HeldActView>;
