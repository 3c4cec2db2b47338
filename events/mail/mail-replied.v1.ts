import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const mailReplied = defineEvent({
  detailType: 'mail.replied',
  version: 1,
  about: 'A person answered a mail. What they wrote is read from the lead.',
  data: {
    replyId: z.string(),
    /** `noted`: a colleague read it in the mailbox of the company and said so; `mail`: it came to the address for replies. */
    way: z.enum(['noted', 'mail']),
    /** The mail that was answered; left out where nobody knows. */
    mailId: z.string().optional(),
  },
  example: { replyId: 'R01K9ZQ3V7N3S3B0JH7E5A8R2XW', way: 'noted' },
});
