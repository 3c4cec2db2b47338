import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { PoolIdInPath, SplitIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { SplitView } from './split-view.ts';
import { exampleSplitId } from './split-words.ts';

export const readSplitRoute = defineRoute({
  id: 'readSplit',
  method: 'GET',
  path: '/v1/pools/{poolId}/splits/{splitId}',
  kind: 'read',
  access: 'token',
  right: 'pool.split',
  missing: 'split',
  throttle: 20,
  params: z.object({ poolId: PoolIdInPath, splitId: SplitIdInPath }),
  query: NoQuery,
  answer: returns<SplitView>(),
});

export const readSplitContract = () =>
  describeRoute(readSplitRoute, {
    tag: 'Routing',
    summary: 'How far a split is, and what became of it',
    description: 'For the leader of the pool, managers and admins. A manager of regions sees those that they asked for themselves.',
    example: { params: { poolId: 'south', splitId: exampleSplitId } },
    answers: { 200: json('The split', SplitView), 422: problem('A parameter is unknown.') },
  });
