import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { LeadIdInPath, TextIdInPath } from '../ids.ts';
import { exampleLeadId } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';

export const undoTextRoute = defineRoute({
  id: 'undoText',
  method: 'DELETE',
  path: '/v1/leads/{leadId}/texts/{textId}',
  kind: 'change',
  access: 'token',
  right: 'call.log',
  missing: 'text',
  throttle: 50,
  params: z.object({ leadId: LeadIdInPath, textId: TextIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
});

export const undoTextContract = () =>
  describeRoute(undoTextRoute, {
    tag: 'Texts',
    summary: 'Take back a text that was noted by mistake',
    description: 'For whoever noted it, within 24 hours. It counts no more, and the tasks that it ended are to be done again.',
    example: { params: { leadId: exampleLeadId, textId: 'X01K9ZQ3V7N3S3B0JH7E5A8R2XW' } },
    answers: {
      204: { description: 'Taken back' },
      409: problem('It was noted more than 24 hours ago.'),
      422: problem('A parameter is unknown, or the Idempotency-Key cannot be one or has named another request.'),
    },
  });
