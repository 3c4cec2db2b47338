import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const leadRerouted = defineEvent({
  detailType: 'lead.rerouted',
  version: 1,
  about:
    'A lead that nobody has came to another territory: new territories were published while it waited, or marketing had it and it changed.',
  data: {
    subject: z.string(),
    territoryId: z.string(),
    /** The pool that looks for a rep from now on. */
    poolId: z.string(),
    fromPoolId: z.string(),
    territoriesVersion: z.number().int(),
  },
  example: { subject: 'lead', territoryId: 'da-nang', poolId: 'da-nang', fromPoolId: 'central', territoriesVersion: 4 },
});
