import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { PoolIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { PoolDutyView } from './pool-duty.ts';

export const readPoolDutyRoute = defineRoute({
  id: 'readPoolDuty',
  method: 'GET',
  path: '/v1/pools/{poolId}/duty',
  kind: 'read',
  access: 'token',
  right: 'pool.duty',
  missing: 'pool',
  // Each reads what is switched for every rep of the pool.
  throttle: 10,
  params: z.object({ poolId: PoolIdInPath }),
  query: NoQuery,
  answer: returns<PoolDutyView>(),
});

export const readPoolDutyContract = () =>
  describeRoute(readPoolDutyRoute, {
    tag: 'Reps',
    summary: 'Who of a pool is switched on or off duty, and who takes leave',
    description: 'For the leader of the pool and admins. What ended by its moment is not shown: the hours count again.',
    example: { params: { poolId: 'south' } },
    answers: { 200: json('What is switched', PoolDutyView), 422: problem('A parameter is unknown.') },
  });
