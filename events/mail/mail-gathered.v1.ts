import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { MailKind } from '../queues/mail-requests.ts';

export const mailGathered = defineEvent({
  detailType: 'mail.gathered',
  version: 1,
  about: 'A notice goes to its rep in a digest, because that rep got many within the hour.',
  data: {
    mailId: z.string(),
    kind: MailKind,
    /** Which other need of the lead a notice is about, where it is about one. */
    subject: z.string().optional(),
  },
  example: { mailId: 'assignedNotice-01KB8PQ7M4F2W9V6N3H5T0XYZA', kind: 'assignedNotice' },
});
