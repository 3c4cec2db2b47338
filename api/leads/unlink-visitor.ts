import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { LeadIdInPath, VisitorIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleLeadId } from './lead-path.ts';

export const unlinkVisitorRoute = defineRoute({
  id: 'unlinkVisitor',
  method: 'DELETE',
  path: '/v1/leads/{leadId}/visitors/{visitorId}',
  kind: 'change',
  access: 'token',
  right: 'lead.correct',
  missing: 'lead',
  throttle: 50,
  params: z.object({ leadId: LeadIdInPath, visitorId: VisitorIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
});

export const unlinkVisitorContract = () =>
  describeRoute(unlinkVisitorRoute, {
    tag: 'Leads',
    summary: 'Take a device’s history of visits off a lead',
    description:
      'As if the lead had never been identified on the device: the history is whose it would have been otherwise, and nothing was copied that would stay behind. ' +
      'Links in mails to the lead identify the device no more; a form that the person posts there does. For those who see contact details. Done twice it is 404, as what was never linked.',
    example: { params: { leadId: exampleLeadId, visitorId: '6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9' } },
    answers: { 204: { description: 'Undone' }, 422: problem('The Idempotency-Key cannot be one, or has named another request.') },
  });
