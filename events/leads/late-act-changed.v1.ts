import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const lateActChanged = defineEvent({
  detailType: 'lead.late_act_changed',
  version: 1,
  about:
    'What a rep noted about a lead that was not theirs any more when it came is kept for whoever answers for the lead, or was applied or dismissed by them. What it says is read from the lead. `repId`: who noted it.',
  data: { lateActId: z.string(), is: z.enum(['call', 'note']), repId: z.string(), what: z.enum(['kept', 'applied', 'dismissed']) },
  example: { lateActId: 'A01K9ZQ3V7N3S3B0JH7E5A8R2XW', is: 'call', repId: 'rep-lan', what: 'kept' },
});
