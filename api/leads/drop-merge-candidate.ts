import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { LeadIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

export const dropMergeCandidateRoute = defineRoute({
  id: 'dropMergeCandidate',
  method: 'POST',
  path: '/v1/leads/{leadId}/merge/drop',
  kind: 'change',
  access: 'token',
  right: 'lead.merge',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ otherLeadId: LeadIdInPath }),
  maxBodyKb: 4,
});

export const dropMergeCandidateContract = () =>
  describeRoute(dropMergeCandidateRoute, {
    tag: 'Leads',
    summary: 'Say that two leads which may be one person are two',
    description: 'They are in the list of merge candidates no more, and no later post brings them up again.',
    example: { params: { leadId: exampleLeadId }, body: { otherLeadId: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCN' } },
    answers: {
      204: { description: 'Done' },
      400: problem('The body is not JSON.'),
      409: problem('Nobody takes them for one person, or they are one: `detail` says so, in English and Vietnamese.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
