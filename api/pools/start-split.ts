import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { PoolIdInPath } from '../ids.ts';
import { GiveReason } from '../leads/give-reason.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { SplitView } from './split-view.ts';
import { Receivers, SplitFilter } from './split-words.ts';

export const SplitBody = z.strictObject({
  check: z.boolean().default(false).meta({ description: 'Only says what would happen' }),
  from: z.enum(['waiting', 'owned']).default('waiting').meta({ description: 'What waits in the pool, or what its reps have' }),
  reps: z.array(z.string().max(64)).min(1).max(50).optional().meta({ description: 'Of `owned`: whose. @default - those of all members' }),
  filter: SplitFilter.optional(),
  to: z.union([z.literal('pool'), Receivers]).meta({
    description: '`pool`: back to the pool, where they wait for its leader, or go to its reps by turn; else to these of its reps',
  }),
  reason: GiveReason.default('workload'),
});
export type SplitBody = z.infer<typeof SplitBody>;

export const startSplitRoute = defineRoute({
  id: 'startSplit',
  method: 'POST',
  path: '/v1/pools/{poolId}/splits',
  kind: 'change',
  access: 'token',
  right: 'pool.split',
  missing: 'pool',
  // Each reads some thousand leads.
  throttle: 2,
  params: z.object({ poolId: PoolIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: SplitBody,
  maxBodyKb: 16,
  answer: returns<SplitView>(),
});

export const startSplitContract = () =>
  describeRoute(startSplitRoute, {
    tag: 'Routing',
    summary: 'Split leads of a pool over its reps, or take several back',
    description:
      'For the leader of the pool, admins, and managers for leads of their regions. With `check` nothing happens: it says how many each would get, which leads are left out and why, and which reps the turn would pass over. ' +
      'Else up to 5,000 leads go one after the other while nobody waits, in the order in which they wait, so that each rep gets early and late ones; `GET` tells how far it is. Each rep hears of all of theirs by one notice. ' +
      'What goes to reps counts as given to them; what goes back to the pool goes on counting for whoever had it. Protected leads and those with a call back that is agreed stay with their rep.',
    example: { params: { poolId: 'south' }, body: { check: true, to: [{ repId: 'rep-lan' }, { repId: 'rep-anh', weight: 2 }] } },
    answers: {
      200: json('What would happen', SplitView),
      202: json('They are being given', SplitView),
      400: problem('The body is not JSON.'),
      409: problem('There is nothing to split.'),
      413: problem('The body is larger than 16 KB.'),
      422: problem('The body or the Idempotency-Key has a fault; or a rep is none of the pool, or takes leads no more.'),
    },
  });
