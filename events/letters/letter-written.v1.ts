import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const letterWritten = defineEvent({
  detailType: 'letter.written',
  version: 1,
  about:
    'A colleague wrote a mail of their own to a person. What it says is read from the lead; whether it went out is told by the events of its mail.',
  data: {
    letterId: z.string(),
    /** The mail by which it goes out. */
    mailId: z.string(),
    purpose: z.enum(['service', 'advertising']),
    /** What it advertises; left out where it does not. */
    topicId: z.string().optional(),
    /** What it began from; left out where it was written anew. */
    templateId: z.string().optional(),
    /** The answer of the person that it answers; left out where it answers none. */
    replyId: z.string().optional(),
  },
  example: { letterId: 'M01K9ZQ3V7N3S3B0JH7E5A8R2XW', mailId: 'letter-M01K9ZQ3V7N3S3B0JH7E5A8R2XW', purpose: 'service' },
});
