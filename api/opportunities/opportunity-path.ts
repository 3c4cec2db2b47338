import { z } from 'zod';
import { OpportunityIdInPath } from '../ids.ts';

export const OpportunityPath = z.object({ opportunityId: OpportunityIdInPath });

/** Stands for an opportunity in examples. */
export const exampleOpportunityId = 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM-01K9ZR5T2B7M4X8C1V6N3Q0WJH';
