import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const consentChanged = defineEvent({
  detailType: 'lead.consent_changed',
  version: 1,
  about: 'A person chose, by a link of a mail, which advertising mails they get.',
  data: {
    purpose: z.enum(['newsletter']),
    /** `confirmed` and `refused` until the person says something else, `paused` until a day, `resumed` before that day. */
    change: z.enum(['confirmed', 'refused', 'paused', 'resumed']),
    /** Topics that the change is about; null: all that there are and will be. */
    topics: z.array(z.string()).nullable(),
    /** When a pause ends; null where nothing is paused. */
    until: z.iso.datetime().nullable(),
  },
  example: { purpose: 'newsletter', change: 'refused', topics: ['uu-dai'], until: null },
});
