import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';
import { EnrolmentPath, exampleSequenceId } from './sequence-path.ts';

export const takeOutOfSequenceRoute = defineRoute({
  id: 'takeOutOfSequence',
  method: 'DELETE',
  path: '/v1/leads/{leadId}/enrolments/{sequenceId}',
  kind: 'change',
  access: 'token',
  right: 'sequence.enrol',
  missing: 'lead',
  throttle: 50,
  params: EnrolmentPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
});

export const takeOutOfSequenceContract = () =>
  describeRoute(takeOutOfSequenceRoute, {
    tag: 'Sequences',
    summary: 'Take a lead out of a sequence',
    description:
      'For whoever works with the lead, and for marketers, whatever put the lead in. No further step is taken; a mail that is on its way goes out. ' +
      'A lead that is not in it is answered the same, so that the request may be repeated.',
    example: { params: { leadId: exampleLeadId, sequenceId: exampleSequenceId } },
    answers: {
      204: { description: 'The lead is not in the sequence' },
      422: problem('The Idempotency-Key cannot be one, or has named another request.'),
    },
  });
