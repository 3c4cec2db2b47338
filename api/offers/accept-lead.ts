import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { AnsweredOfferView } from './offer-view.ts';
import { OfferedSubject } from './offered-subject.ts';

export const acceptLeadRoute = defineRoute({
  id: 'acceptLead',
  method: 'POST',
  path: '/v1/leads/{leadId}/accept',
  kind: 'change',
  access: 'token',
  right: 'lead.accept',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ subject: OfferedSubject }),
  maxBodyKb: 4,
  answer: returns<AnsweredOfferView>(),
});

export const acceptLeadContract = () =>
  describeRoute(acceptLeadRoute, {
    tag: 'Reps',
    summary: 'Accept what a pool offers',
    description: 'Answers at once whether it is yours. What you have accepted already stays yours, and is answered the same.',
    example: { params: { leadId: exampleLeadId }, body: {} },
    answers: {
      200: json('It is yours', AnsweredOfferView),
      400: problem('The body is not JSON.'),
      404: problem('There is no such lead, or it is not offered to you (any more).'),
      409: problem('The offer is over: somebody else has it, or it was declined. `detail` says so in English and Vietnamese.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
