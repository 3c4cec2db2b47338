import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { PoolIdInPath, RepIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Moment, NoQuery } from '../words.ts';
import { SwitchedDutyView } from './pool-duty.ts';

/** Each is written down by itself, all in one transaction. */
const mostReps = 50;

export const switchPoolDutyRoute = defineRoute({
  id: 'switchPoolDuty',
  method: 'PUT',
  path: '/v1/pools/{poolId}/duty',
  kind: 'change',
  access: 'token',
  right: 'pool.duty',
  missing: 'pool',
  throttle: 10,
  params: z.object({ poolId: PoolIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    reps: z
      .array(
        z.strictObject({
          repId: RepIdInPath,
          on: z.boolean(),
          until: Moment.optional().meta({ description: 'Not past, and within a year' }),
        }),
      )
      .min(1)
      .max(mostReps)
      .refine((reps) => new Set(reps.map(({ repId }) => repId)).size === reps.length, { message: 'name each rep once' }),
    reason: z.string().trim().min(1).max(200).optional(),
  }),
  maxBodyKb: 16,
  answer: returns<SwitchedDutyView>(),
});

export const switchPoolDutyContract = () =>
  describeRoute(switchPoolDutyRoute, {
    tag: 'Reps',
    summary: 'Switch several reps of a pool on or off duty',
    description:
      'By the leader of the pool, or an admin. All of them are switched at once, in each of their pools, or none is; whoever is not in the pool (any more) is answered so. ' +
      'On without a moment takes back what was switched: the hours count again.',
    example: {
      params: { poolId: 'south' },
      body: {
        reps: [
          { repId: 'rep-lan', on: false, until: '2026-11-25T02:00:00.000Z' },
          { repId: 'rep-phuc', on: true },
        ],
        reason: 'Đào tạo',
      },
    },
    answers: {
      200: json('What is switched now, one answer for each rep', SwitchedDutyView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 16 KB.'),
      422: problem('The body or the Idempotency-Key has a fault, or a moment is past or too far away: `errors` says of which rep.'),
    },
  });
