import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const callUndone = defineEvent({
  detailType: 'call.undone',
  version: 1,
  about: 'A call had been logged by mistake and counts no more.',
  data: {
    callId: z.string(),
    outcome: z.string(),
    isReached: z.boolean(),
    calledAt: z.iso.datetime(),
    subject: z.string(),
  },
  example: {
    callId: 'C01K9ZQ3V7N3S3B0JH7E5A8R2XW',
    outcome: 'wrongNumber',
    isReached: false,
    calledAt: '2026-11-22T03:04:00.000Z',
    subject: 'lead',
  },
});
