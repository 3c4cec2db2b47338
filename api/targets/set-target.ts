import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { PoolIdInPath, RepIdInPath } from '../ids.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { TargetView } from './target-view.ts';
import { MonthInPath, TargetBands, TargetGoals } from './target-words.ts';

const parts = {
  method: 'PUT',
  kind: 'configure',
  access: 'token',
  throttle: 5,
  query: NoQuery,
  headers: z.object({ ...ifMatch('target'), ...idempotencyKey }),
  body: z.strictObject({
    goals: TargetGoals,
    bands: TargetBands.optional().meta({ description: '@default - below 70 %, 70, 100 and 120 % on' }),
  }),
  maxBodyKb: 8,
  answer: returns<TargetView>(),
} as const;

export const setRepTargetRoute = defineRoute({
  id: 'setRepTarget',
  path: '/v1/targets/{month}/reps/{repId}',
  right: 'target.setForRep',
  missing: 'rep',
  params: z.object({ month: MonthInPath, repId: RepIdInPath }),
  ...parts,
});

export const setPoolTargetRoute = defineRoute({
  id: 'setPoolTarget',
  path: '/v1/targets/{month}/pools/{poolId}',
  right: 'target.setForPool',
  missing: 'pool',
  params: z.object({ month: MonthInPath, poolId: PoolIdInPath }),
  ...parts,
});

const answers = () => ({
  200: json('As it stands', TargetView),
  400: problem('The body is not JSON.'),
  412: problem('It was changed since it was looked at.'),
  413: problem('The body is larger than 8 KB.'),
  422: problem('A field, If-Match or the Idempotency-Key has a fault: each entry of `errors` says what to do.'),
});
const body = {
  goals: [
    { metric: 'contacts' as const, amount: 120 },
    { metric: 'net' as const, amount: 300_000_000 },
  ],
};

export const setRepTargetContract = () =>
  describeRoute(setRepTargetRoute, {
    tag: 'Spend and targets',
    summary: 'Set what a rep is to reach in a month',
    description:
      'For admins, managers, and leaders of a pool of the rep; for managers of regions where each pool of the rep gets leads of these alone.',
    example: { params: { month: '2026-11', repId: 'rep-lan' }, body },
    answers: answers(),
  });

export const setPoolTargetContract = () =>
  describeRoute(setPoolTargetRoute, {
    tag: 'Spend and targets',
    summary: 'Set what a pool is to reach in a month',
    description:
      'For admins, managers, and leaders of the pool; for managers of regions where each territory of the pool asks for these alone.',
    example: { params: { month: '2026-11', poolId: 'south' }, body },
    answers: answers(),
  });
