import { z } from 'zod';
import { Moment, nextCursor } from '../words.ts';

/** What a logged call asked for, by the rules of its outcome. */
export const CallFollowing = z
  .enum(['nothing', 'next', 'recall', 'recycle', 'retire', 'disqualify'])
  .meta({ description: '`next`: a task; `recall`: another rep gets the lead; `recycle`: marketing; `retire`, `disqualify`: nobody' });

export const CallView = z
  .object({
    callId: z.string(),
    at: Moment.meta({ description: 'When it was' }),
    loggedAt: Moment,
    by: z.string().meta({ description: 'The user who logged it' }),
    repId: z.string().nullable(),
    outcome: z.string().meta({ description: 'By its id in the kind `outcomes`' }),
    reached: z.boolean().meta({ description: 'Somebody was spoken to; anything else is an attempt alone' }),
    durationMs: z.number().int().nullable(),
    note: z.string().nullable(),
    callbackAt: Moment.nullable(),
    opportunityId: z.string().nullable().meta({ description: 'Null: it was about the lead itself' }),
    following: CallFollowing,
  })
  .meta({ id: 'Call' });
export type CallView = z.infer<typeof CallView>;

export const CallListView = z.object({ items: z.array(CallView), nextCursor }).meta({ id: 'CallList' });
export type CallListView = z.infer<typeof CallListView>;
