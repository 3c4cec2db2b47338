import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const textUndone = defineEvent({
  detailType: 'text.undone',
  version: 1,
  about: 'A text had been noted as sent by mistake and counts no more.',
  data: {
    textId: z.string(),
    script: z.string(),
    channel: z.enum(['sms', 'zalo']),
  },
  example: { textId: 'X01K9ZQ3V7N3S3B0JH7E5A8R2XW', script: 'goi-nho', channel: 'sms' },
});
