import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { RepIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Moment, NoQuery } from '../words.ts';

export const DutyView = z
  .object({
    repId: z.string(),
    on: z.boolean(),
    until: Moment.nullable().meta({ description: 'From then on the hours alone count again; null: until somebody switches' }),
    at: Moment,
    by: z.string().meta({ description: 'The user who switched' }),
  })
  .meta({ id: 'Duty', description: 'What was switched last for a rep' });
export type DutyView = z.infer<typeof DutyView>;

export const switchDutyRoute = defineRoute({
  id: 'switchDuty',
  method: 'PUT',
  path: '/v1/reps/{repId}/duty',
  kind: 'change',
  access: 'token',
  right: 'duty.switch',
  missing: 'rep',
  throttle: 20,
  params: z.object({ repId: RepIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    on: z.boolean(),
    until: Moment.optional().meta({ description: 'Not past, and within a year' }),
    reason: z.string().trim().min(1).max(200).optional(),
  }),
  maxBodyKb: 4,
  answer: returns<DutyView>(),
});

export const switchDutyContract = () =>
  describeRoute(switchDutyRoute, {
    tag: 'Reps',
    summary: 'Switch a rep on or off duty',
    description:
      'A rep switches for themselves, a leader for the reps of their pools. Who is off duty is given nothing; who is on duty until a moment is there ' +
      'until then outside their hours as well. On without a moment takes back what was switched: the hours count again.',
    example: { params: { repId: 'rep-lan' }, body: { on: false, until: '2026-11-25T02:00:00.000Z' } },
    answers: {
      200: json('What is switched now', DutyView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault, or the moment is past or too far away.'),
    },
  });
