import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const consentChanged = defineEvent({
  detailType: 'lead.consent_changed',
  version: 1,
  about:
    'A person said what they agree to or refuse: which advertising mails they get, by a link of a mail, or anything else to a colleague.',
  data: {
    purpose: z.enum(['newsletter', 'contact', 'tracking']),
    /**
     * `confirmed` and `refused` until the person says something else, `paused` until a day, `resumed` before that day. `granted`: to a colleague.
     * `asked`: for newsletters, to a colleague, so that the mailbox is asked to confirm.
     */
    change: z.enum(['confirmed', 'refused', 'paused', 'resumed', 'granted', 'asked']),
    /** Topics that the change is about; null: all that there are and will be. */
    topics: z.array(z.string()).nullable(),
    /** When a pause ends; null where nothing is paused. */
    until: z.iso.datetime().nullable(),
    /** In which way a colleague heard it. @default - the person pressed a button */
    how: z.enum(['phone', 'email', 'message', 'inPerson', 'letter']).optional(),
    /** When the person said so to a colleague. */
    saidAt: z.iso.datetime().optional(),
  },
  example: { purpose: 'newsletter', change: 'refused', topics: ['uu-dai'], until: null },
});
