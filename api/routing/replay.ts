import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { chosenId } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ReplayView } from './replay-view.ts';

const documents = (kind: string) =>
  z
    .array(z.unknown())
    .optional()
    .meta({ description: `All documents of the kind ${kind}; left out, those of each decision's own time count` });

const ReplayRequest = z.strictObject({
  config: z
    .strictObject({ territories: documents('territories'), pools: documents('pools'), reps: documents('reps') })
    .optional()
    .meta({ description: 'A draft; without it each decision is made again by its own rules, which gives no difference' }),
  from: z.iso.datetime().meta({ description: 'Decisions made from then on' }),
  to: z.iso.datetime().optional().meta({ description: 'Decisions made until then. Default: now' }),
  pools: z.array(z.string().regex(chosenId)).max(200).optional().meta({ description: 'Only differences from or to one of these are told' }),
});
export type ReplayRequest = z.infer<typeof ReplayRequest>;

export const replayRoute = defineRoute({
  id: 'replayRouting',
  method: 'POST',
  path: '/v1/routing/replay',
  kind: 'long',
  access: 'token',
  right: 'routing.try',
  // Each reads thousands of decisions and holds a function for seconds, of which a new account has ten.
  throttle: 1,
  query: NoQuery,
  body: ReplayRequest,
  maxBodyKb: 2_048,
  answer: returns<ReplayView>(),
});

export const replayContract = () =>
  describeRoute(replayRoute, {
    tag: 'Routing',
    summary: 'Try routing rules on past decisions',
    description:
      'Decides anew, in their order and upon the ledger that the replay itself leaves, what was decided in a span of at most a year: who would have got what, how many each rep would have had, and what would have waited. ' +
      'Who was there, and what was taken back, is as it was. Nothing is changed, so an Idempotency-Key has no effect. For admins and marketers; a marketer’s draft asks for companies and answers only as territories in force do. ' +
      'A request reads the newest 10,000 decisions of the span, for about 20 seconds; `cut` says if that was not all.',
    example: {
      body: {
        config: { territories: [{ id: 'rest', order: 1, poolId: 'unknown', when: {} }] },
        from: '2026-11-01T00:00:00Z',
        to: '2026-11-22T00:00:00Z',
      },
    },
    answers: {
      200: json('Who would have got what', ReplayView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 2 MB.'),
      422: problem('The request or the draft has faults, each with its path.'),
    },
  });
