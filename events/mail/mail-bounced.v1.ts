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
  },
  example: { mailId: 'welcome-post-9DtsDa80HGpnnNb81gKB8aWng0I', kind: 'welcome', feedback: 'permanentBounce', suppressed: true },
});
