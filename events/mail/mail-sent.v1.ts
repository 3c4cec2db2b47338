import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { MailKind } from '../queues/mail-requests.ts';

export const mailSent = defineEvent({
  detailType: 'mail.sent',
  version: 1,
  about: 'SES accepted a mail, to the lead or to its rep.',
  data: {
    mailId: z.string(),
    kind: MailKind,
    audience: z.enum(['lead', 'rep']),
    attemptId: z.string(),
    templateVersion: z.string(),
    /** Which other need of the lead a notice is about, where it is about one. */
    subject: z.string().optional(),
    /** Whose step the mail is, where it is one of a sequence. */
    sequenceId: z.string().optional(),
    /** Which of two mails that are tried against each other it is, while that is open. */
    experiment: z.strictObject({ id: z.string(), arm: z.enum(['a', 'b']) }).optional(),
  },
  example: {
    mailId: 'welcome-post-9DtsDa80HGpnnNb81gKB8aWng0I',
    kind: 'welcome',
    audience: 'lead',
    attemptId: '5f1c9a',
    templateVersion: 'welcome.vi.1',
  },
});
