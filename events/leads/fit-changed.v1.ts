import { z } from 'zod';
import { defineEvent } from '../contract.ts';

const fit = z.enum(['A', 'B', 'C', 'D']);

export const fitChanged = defineEvent({
  detailType: 'lead.fit_changed',
  version: 1,
  about: 'A lead fits the ideal customer better or worse, by a level.',
  data: {
    from: fit,
    to: fit,
    /** What moved it: what is known of the person, or new rules. */
    reason: z.enum(['record', 'rules']),
    /** Version of the scoring configuration. */
    rulesVersion: z.number().int(),
  },
  example: { from: 'C', to: 'B', reason: 'record', rulesVersion: 1 },
});
