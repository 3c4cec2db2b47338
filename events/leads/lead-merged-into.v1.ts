import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const leadMergedInto = defineEvent({
  detailType: 'lead.merged_into',
  version: 1,
  about:
    'This lead turned out to be the same person as another one and is part of it from now on: nobody has it, and reads by its id find the other one.',
  data: {
    survivorId: z.string(),
    /** Who had it until now; null: nobody. */
    repId: z.string().nullable(),
    by: z.enum(['person', 'rule']),
  },
  example: { survivorId: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCN', repId: 'rep-lan', by: 'person' },
});
