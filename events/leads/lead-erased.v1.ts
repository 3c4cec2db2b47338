import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const leadErased = defineEvent({
  detailType: 'lead.erased',
  version: 1,
  about:
    'The person is erased: whoever listens deletes what they keep of this lead, and of those that were part of it, each of which is told of by an event of its own.',
  data: {
    erasureId: z.string(),
    reason: z.enum(['personAsked', 'consentWithdrawn', 'purposeOver', 'unlawful', 'other']),
  },
  example: { erasureId: 'E01K9ZQ3V7N8Q0WJ9F4TE6H1KCP', reason: 'personAsked' },
});
