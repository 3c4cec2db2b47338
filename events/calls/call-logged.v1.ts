import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const callLogged = defineEvent({
  detailType: 'call.logged',
  version: 1,
  about: 'A colleague called, or tried to.',
  data: {
    callId: z.string(),
    /** By its id in the kind `outcomes`. */
    outcome: z.string(),
    /** Somebody was spoken to. */
    isReached: z.boolean(),
    /** When it was, which may be before it was logged. */
    calledAt: z.iso.datetime(),
    /** Null: nobody said. */
    durationMs: z.number().int().nonnegative().nullable(),
    /** What of the lead it was about: itself, or an opportunity. */
    subject: z.string(),
    /** Attempts to reach the person by a call, this one among them. */
    attempts: z.number().int().positive(),
    /** The task that it made; null: none. */
    next: z.strictObject({ task: z.string(), dueAt: z.iso.datetime() }).nullable(),
  },
  example: {
    callId: 'C01K9ZQ3V7N3S3B0JH7E5A8R2XW',
    outcome: 'callback',
    isReached: true,
    calledAt: '2026-11-22T03:04:00.000Z',
    durationMs: 95_000,
    subject: 'lead',
    attempts: 3,
    next: { task: 'callback', dueAt: '2026-11-23T02:00:00.000Z' },
  },
});
