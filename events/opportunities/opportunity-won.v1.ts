import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { exampleOpportunityId, exampleStanding, OpportunityStanding } from './standing.ts';

export const opportunityWon = defineEvent({
  detailType: 'opportunity.won',
  version: 1,
  about: 'The person buys: an opportunity was won.',
  data: {
    opportunityId: z.string(),
    /** One of the reasons that the pipeline lists; null where it lists none. */
    reason: z.string().nullable(),
    /** Whose it was; null: nobody's. */
    repId: z.string().nullable(),
    secondsOpen: z.number().int().nonnegative(),
    standing: OpportunityStanding,
  },
  example: {
    opportunityId: exampleOpportunityId,
    reason: null,
    repId: 'rep-lan',
    secondsOpen: 1_209_600,
    standing: exampleStanding,
  },
});
