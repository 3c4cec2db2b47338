import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { LeadIdInPath, LoggedCallIdInPath } from '../ids.ts';
import { exampleLeadId } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';

export const undoCallRoute = defineRoute({
  id: 'undoCall',
  method: 'DELETE',
  path: '/v1/leads/{leadId}/calls/{callId}',
  kind: 'change',
  access: 'token',
  right: 'call.log',
  missing: 'call',
  throttle: 50,
  params: z.object({ leadId: LeadIdInPath, callId: LoggedCallIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
});

export const undoCallContract = () =>
  describeRoute(undoCallRoute, {
    tag: 'Calls',
    summary: 'Take back a call that was logged by mistake',
    description:
      'For whoever logged it, within 24 hours, also when it was this call that took the lead from them. It counts no more, the task that it made is not to be done, those ' +
      'that it ended are again, and consent and status are what they were, as far as nothing has happened since. Whoever has got the lead meanwhile keeps it.',
    example: { params: { leadId: exampleLeadId, callId: 'C01K9ZQ3V7N3S3B0JH7E5A8R2XW' } },
    answers: {
      204: { description: 'Taken back' },
      409: problem('It was logged more than 24 hours ago.'),
      422: problem('A parameter is unknown, or the Idempotency-Key cannot be one or has named another request.'),
    },
  });
