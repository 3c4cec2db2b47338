import { z } from 'zod';
import { defineEvent } from '../contract.ts';

const status = z.enum(['active', 'disqualified', 'recycled', 'retired']);

export const statusChanged = defineEvent({
  detailType: 'lead.status_changed',
  version: 1,
  about: 'Somebody, or something, decided whether a lead is worked with.',
  data: {
    from: status,
    to: status,
    /** Why; `post`, `heat`, `act` and `purchase` are what brings a lead back, `silent` that nothing was heard of it for long. */
    reason: z.enum([
      'spam',
      'wrongNumber',
      'wrongPerson',
      'refusedContact',
      'competitor',
      'duplicate',
      'notNow',
      'noNeed',
      'unreached',
      'silent',
      'post',
      'heat',
      'act',
      'purchase',
      'mistake',
      'other',
    ]),
    /** Who had the lead and has it no more; null: nobody, or they keep it. */
    repId: z.string().nullable(),
  },
  example: { from: 'active', to: 'disqualified', reason: 'wrongNumber', repId: 'rep-lan' },
});
