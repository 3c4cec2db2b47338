import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { EnrolmentView } from './enrolment-view.ts';
import { exampleSequenceId } from './sequence-path.ts';

export const putInSequenceRoute = defineRoute({
  id: 'putInSequence',
  method: 'POST',
  path: '/v1/leads/{leadId}/enrolments',
  kind: 'change',
  access: 'token',
  right: 'sequence.enrol',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ sequenceId: z.string().min(1).max(64).meta({ description: 'A sequence that people may put leads into' }) }),
  maxBodyKb: 4,
  answer: returns<EnrolmentView>(),
});

export const putInSequenceContract = () =>
  describeRoute(putInSequenceRoute, {
    tag: 'Sequences',
    summary: 'Put a lead into a sequence',
    description:
      'For whoever works with the lead, and for marketers. The sequence has to have the trigger `manual`; its other rules hold as for whoever comes in by themselves. ' +
      'Its first steps are taken at once, and its mails go through the gate like all others.',
    example: { params: { leadId: exampleLeadId }, body: { sequenceId: exampleSequenceId } },
    answers: {
      201: json('The lead is in it', EnrolmentView),
      400: problem('The body is not JSON.'),
      409: problem(
        'There is no such sequence, people may not put leads into it, the lead is in it already, or its rules do not let the lead in: `detail` says which, in English and Vietnamese.',
      ),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
