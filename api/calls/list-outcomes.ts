import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Moment, NoQuery } from '../words.ts';

/** How a call may end, and what follows. */
export const CallOutcomeView = z
  .object({
    id: z.string(),
    name: z.object({ vi: z.string(), en: z.string() }),
    isReached: z.boolean().meta({ description: 'Somebody was spoken to; anything else is an attempt alone' }),
    isFinal: z.boolean().meta({ description: 'Nobody calls again because of it: it takes no `callbackAt`' }),
    next: z
      .object({ task: z.string(), afterMinutes: z.number().int(), atMost: z.number().int() })
      .nullable()
      .meta({ description: 'The task that follows, so many times in a row' }),
    afterwards: z
      .object({
        do: z.enum(['recall', 'recycle', 'retire', 'disqualify']),
        reason: z.string().nullable().meta({ description: 'Why the lead is disqualified' }),
      })
      .nullable()
      .meta({ description: 'What follows when `next` was done often enough, or at once where there is none' }),
  })
  .meta({ id: 'CallOutcome' });
export type CallOutcomeView = z.infer<typeof CallOutcomeView>;

export const CallOutcomeListView = z
  .object({
    items: z.array(CallOutcomeView),
    openings: z
      .array(z.object({ from: Moment, to: Moment }))
      .meta({ description: 'When the caller works in the days to come, in order: a time to call again is chosen from them' }),
  })
  .meta({ id: 'CallOutcomeList' });
export type CallOutcomeListView = z.infer<typeof CallOutcomeListView>;

export const listOutcomesRoute = defineRoute({
  id: 'listOutcomes',
  method: 'GET',
  path: '/v1/call-outcomes',
  kind: 'read',
  access: 'token',
  right: 'call.log',
  throttle: 50,
  query: NoQuery,
  answer: returns<CallOutcomeListView>(),
});

export const listOutcomesContract = () =>
  describeRoute(listOutcomesRoute, {
    tag: 'Calls',
    summary: 'How a call may end, and what follows',
    description:
      'The outcomes that `POST /v1/leads/{leadId}/calls` takes, in the order of the kind `outcomes`, for whoever logs calls. All of them are in one page.',
    example: {},
    answers: { 200: json('Found', CallOutcomeListView), 422: problem('A parameter is unknown.') },
  });
