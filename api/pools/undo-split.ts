import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { PoolIdInPath, SplitIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { SplitView } from './split-view.ts';
import { exampleSplitId } from './split-words.ts';

export const undoSplitRoute = defineRoute({
  id: 'undoSplit',
  method: 'POST',
  path: '/v1/pools/{poolId}/splits/{splitId}/undo',
  kind: 'change',
  access: 'token',
  right: 'pool.split',
  missing: 'split',
  throttle: 5,
  params: z.object({ poolId: PoolIdInPath, splitId: SplitIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  answer: returns<SplitView>(),
});

export const undoSplitContract = () =>
  describeRoute(undoSplitRoute, {
    tag: 'Routing',
    summary: 'Take a split back, once',
    description:
      'Each lead goes back to whoever had it, or waits again, unless somebody has done something with it since: `undo.kept` says which stayed, and why. Whoever asks again sees how far it is. For the leader of the pool, managers and admins; a manager of regions takes back what they asked for themselves.',
    example: { params: { poolId: 'south', splitId: exampleSplitId } },
    answers: {
      202: json('It is being taken back', SplitView),
      409: problem('It is not done yet, or somebody else took it back already: `detail` says which, in English and Vietnamese.'),
      422: problem('The Idempotency-Key has a fault.'),
    },
  });
