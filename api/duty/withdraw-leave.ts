import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { LeaveDayInPath, RepIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';

export const withdrawLeaveRoute = defineRoute({
  id: 'withdrawLeave',
  method: 'DELETE',
  path: '/v1/reps/{repId}/leave/{from}',
  kind: 'change',
  access: 'token',
  right: 'duty.switch',
  missing: 'leave',
  throttle: 20,
  params: z.object({ repId: RepIdInPath, from: LeaveDayInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
});

export const withdrawLeaveContract = () =>
  describeRoute(withdrawLeaveRoute, {
    tag: 'Reps',
    summary: 'Withdraw leave that was noted and has not begun',
    description: 'Of leave that has begun nothing is left to withdraw: switch the rep on duty.',
    example: { params: { repId: 'rep-lan', from: '2026-12-24' } },
    answers: { 204: { description: 'Withdrawn' }, 422: problem('The Idempotency-Key has a fault.') },
  });
