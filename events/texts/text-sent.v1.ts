import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const textSent = defineEvent({
  detailType: 'text.sent',
  version: 1,
  about: 'A colleague says that they sent a text from their own phone. What it says is read from the lead.',
  data: {
    textId: z.string(),
    /** By its id in the kind `scripts`. */
    script: z.string(),
    channel: z.enum(['sms', 'zalo']),
    purpose: z.enum(['service', 'advertising']),
    /** In so many parts it went, where it is an SMS; 1 otherwise. */
    parts: z.number().int().positive(),
  },
  example: { textId: 'X01K9ZQ3V7N3S3B0JH7E5A8R2XW', script: 'goi-nho', channel: 'sms', purpose: 'service', parts: 2 },
});
