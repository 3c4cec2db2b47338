import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { exampleOpportunityId, exampleStanding, OpportunityStanding } from './standing.ts';

export const opportunityOpened = defineEvent({
  detailType: 'opportunity.opened',
  version: 1,
  about: 'A need of a lead became an opportunity to sell.',
  data: {
    opportunityId: z.string(),
    /** What it is assigned with: `lead`, or a subject of its own. */
    subject: z.string(),
    standing: OpportunityStanding,
  },
  example: {
    opportunityId: exampleOpportunityId,
    subject: 'lead',
    standing: { ...exampleStanding, stage: 'new', amount: null, package: null, accepted: false },
  },
});
