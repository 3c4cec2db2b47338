import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { PoolIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { SplitListView } from './split-view.ts';

export const listSplitsRoute = defineRoute({
  id: 'listSplits',
  method: 'GET',
  path: '/v1/pools/{poolId}/splits',
  kind: 'read',
  access: 'token',
  right: 'pool.split',
  missing: 'pool',
  throttle: 20,
  params: z.object({ poolId: PoolIdInPath }),
  query: NoQuery,
  answer: returns<SplitListView>(),
});

export const listSplitsContract = () =>
  describeRoute(listSplitsRoute, {
    tag: 'Routing',
    summary: 'The last twenty splits of a pool, the latest first',
    description:
      'For the leader of the pool, managers and admins. A manager of regions sees of these those that they asked for themselves.',
    example: { params: { poolId: 'south' } },
    answers: { 200: json('Splits', SplitListView), 422: problem('A parameter is unknown.') },
  });
