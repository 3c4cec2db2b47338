import { z } from 'zod';
import { Moment, nextCursor } from '../words.ts';

/** What a logged call asked for, by the rules of its outcome. */
export const CallFollowing = z.enum(['nothing', 'next', 'recall', 'float', 'recycle', 'retire', 'disqualify']).meta({
  description:
    '`next`: a task; `recall`: another rep gets the lead; `float`: whoever comes first takes it; `recycle`: marketing; `retire`, `disqualify`: nobody',
});

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

/** A call that was logged, and how its lead stands after it. */
export const LoggedCallView = CallView.extend({
  leadId: z.string(),
  version: z.number().int().meta({ description: 'Of the lead' }),
  attempts: z.number().int().meta({ description: 'Calls to the lead so far' }),
  reachedCalls: z.number().int().meta({ description: 'Those of them that reached somebody' }),
  next: z
    .object({ taskId: z.string(), task: z.string(), dueAt: Moment })
    .nullable()
    .meta({ description: 'The task that follows; null: none' }),
}).meta({ id: 'LoggedCall' });
export type LoggedCallView = z.infer<typeof LoggedCallView>;

export const CallListView = z.object({ items: z.array(CallView), nextCursor }).meta({ id: 'CallList' });
export type CallListView = z.infer<typeof CallListView>;
