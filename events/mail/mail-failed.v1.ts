import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { MailKind } from '../queues/mail-requests.ts';

export const mailFailed = defineEvent({
  detailType: 'mail.failed',
  version: 1,
  about: 'A mail will not be sent, and why.',
  data: {
    mailId: z.string(),
    kind: MailKind,
    audience: z.enum(['lead', 'rep']),
    /** Which other need of the lead a notice is about, where it is about one. */
    subject: z.string().optional(),
    /** Whose step the mail is, where it is one of a sequence. */
    sequenceId: z.string().optional(),
    reason: z.enum([
      'suppressed',
      'rejected',
      'inDoubt',
      'expired',
      'ownerUnknown',
      'nobodyToTell',
      'withoutToken',
      'roleAddress',
      'ownAddress',
      'mailboxQuota',
      'budgetSpent',
      'domainBudgetSpent',
      'mailPaused',
      'noAddress',
      'addressChanged',
      'disqualified',
      'refusedContact',
      'noConsent',
      'refusedAll',
      'refusedTopic',
      'notConfirmed',
      'personPaused',
    ]),
  },
  example: { mailId: 'welcome-post-9DtsDa80HGpnnNb81gKB8aWng0I', kind: 'welcome', audience: 'lead', reason: 'suppressed' },
});
