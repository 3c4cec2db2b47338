import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { PoolIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { LedgerView } from './ledger-view.ts';

export const readLedgerRoute = defineRoute({
  id: 'readPoolLedger',
  method: 'GET',
  path: '/v1/pools/{poolId}/ledger',
  kind: 'read',
  access: 'token',
  right: 'pool.ledger',
  missing: 'pool',
  // Each reads some hundred decisions.
  throttle: 5,
  params: z.object({ poolId: PoolIdInPath }),
  query: NoQuery,
  answer: returns<LedgerView>(),
});

export const readLedgerContract = () =>
  describeRoute(readLedgerRoute, {
    tag: 'Routing',
    summary: 'Who of a pool was given what',
    description:
      'Levels and credits of each rep, their share and what they are owed, when the present window began and why, and the last decisions. For the reps of the pool, their leader and admins.',
    example: { params: { poolId: 'south' } },
    answers: { 200: json('The ledger', LedgerView), 422: problem('A parameter is unknown.') },
  });
