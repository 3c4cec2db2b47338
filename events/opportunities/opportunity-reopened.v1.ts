import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { exampleOpportunityId, exampleStanding, OpportunityStanding } from './standing.ts';

export const opportunityReopened = defineEvent({
  detailType: 'opportunity.reopened',
  version: 1,
  about: 'An opportunity that was won or lost is open again.',
  data: {
    opportunityId: z.string(),
    from: z.enum(['won', 'lost']),
    standing: OpportunityStanding,
  },
  example: { opportunityId: exampleOpportunityId, from: 'lost', standing: exampleStanding },
});
