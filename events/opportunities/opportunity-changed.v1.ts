import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { exampleOpportunityId, exampleStanding, OpportunityStanding } from './standing.ts';

export const opportunityChanged = defineEvent({
  detailType: 'opportunity.changed',
  version: 1,
  about: 'An opportunity moved through its pipeline, or something else of it changed.',
  data: {
    opportunityId: z.string(),
    fields: z.array(z.enum(['product', 'stage', 'amount', 'expectedClose', 'proposal', 'accepted'])).min(1),
    /** The stage that it left, and how long it was there; null where it stays. */
    fromStage: z.string().nullable(),
    secondsInStage: z.number().int().nonnegative().nullable(),
    standing: OpportunityStanding,
  },
  example: {
    opportunityId: exampleOpportunityId,
    fields: ['stage', 'proposal'],
    fromStage: 'demo',
    secondsInStage: 172_800,
    standing: exampleStanding,
  },
});
