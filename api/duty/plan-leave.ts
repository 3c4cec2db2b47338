import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { LeaveDayInPath, RepIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { PlannedLeaveView } from './leave-view.ts';

export const planLeaveRoute = defineRoute({
  id: 'planLeave',
  method: 'PUT',
  path: '/v1/reps/{repId}/leave/{from}',
  kind: 'change',
  access: 'token',
  right: 'duty.switch',
  missing: 'rep',
  throttle: 20,
  params: z.object({ repId: RepIdInPath, from: LeaveDayInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    to: z.iso
      .date('write a date such as 2027-03-05, the last day of the leave')
      .optional()
      .meta({ description: 'The last day. @default - the first one' }),
    reason: z.string().trim().min(1).max(200).optional(),
  }),
  maxBodyKb: 4,
  answer: returns<PlannedLeaveView>(),
});

export const planLeaveContract = () =>
  describeRoute(planLeaveRoute, {
    tag: 'Reps',
    summary: 'Note days to come on which a rep is away',
    description:
      'A rep notes their own, a leader those of the reps of their pools. When `from` begins by the clocks of the rep, they are switched off duty until the end of `to`: nothing new is given to them, and what is offered to them goes on; what they ' +
      'have stays theirs, and its clocks run on. Noted again with another `to`, it is changed. For leave that begins today, switch duty.',
    example: { params: { repId: 'rep-lan', from: '2026-12-24' }, body: { to: '2026-12-26' } },
    answers: {
      200: json('The leave that is noted', PlannedLeaveView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault, or the days are not to come, too far away or too many.'),
    },
  });
