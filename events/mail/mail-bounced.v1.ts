import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { MailKind } from '../queues/mail-requests.ts';

export const mailBounced = defineEvent({
  detailType: 'mail.bounced',
  version: 1,
  about: "The receiver's server refused a mail, or the receiver complained.",
  data: {
    mailId: z.string(),
    kind: MailKind,
    feedback: z.enum(['permanentBounce', 'transientBounce', 'complaint']),
    suppressed: z.boolean(),
    /** Which other need of the lead a notice is about, where it is about one. */
    subject: z.string().optional(),
    /** Whose step the mail is, where it is one of a sequence. */
    sequenceId: z.string().optional(),
  },
  example: { mailId: 'welcome-post-9DtsDa80HGpnnNb81gKB8aWng0I', kind: 'welcome', feedback: 'permanentBounce', suppressed: true },
});
