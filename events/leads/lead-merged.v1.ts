import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const leadMerged = defineEvent({
  detailType: 'lead.merged',
  version: 1,
  about: 'Another lead turned out to be the same person and became part of this one; what it says from now on is read from the lead.',
  data: {
    otherLeadId: z.string(),
    /** Names of the fields that the other lead filled. */
    fields: z.array(z.string()),
    /** Why: a person saw it, or both keys of the person are proven. */
    by: z.enum(['person', 'rule']),
  },
  example: { otherLeadId: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCN', fields: ['company'], by: 'person' },
});
