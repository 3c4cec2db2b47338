import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const leadRerouted = defineEvent({
  detailType: 'lead.rerouted',
  version: 1,
  about: 'A lead that waits for an owner came to another territory, because new territories were published.',
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
