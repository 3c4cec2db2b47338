import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleLateActId, LateActPath } from './late-act-path.ts';
import { LateActView } from './late-act-view.ts';

export const applyLateActRoute = defineRoute({
  id: 'applyLateAct',
  method: 'POST',
  path: '/v1/leads/{leadId}/late-acts/{lateActId}/apply',
  kind: 'change',
  access: 'token',
  right: 'lateAct.decide',
  missing: 'late act',
  throttle: 20,
  params: LateActPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({}),
  maxBodyKb: 4,
  answer: returns<LateActView>(),
});

export const applyLateActContract = () =>
  describeRoute(applyLateActRoute, {
    tag: 'Late acts',
    summary: 'Do what a rep noted about a lead that is no longer theirs',
    description:
      'The call or the note is that of the rep who noted it, at the moment at which it was; what follows from a call follows as if it had come in time. The history names who applied it.',
    example: { params: { leadId: exampleLeadId, lateActId: exampleLateActId }, body: {} },
    answers: {
      200: json('As it stands now', LateActView),
      400: problem('The body is no JSON.'),
      409: problem('It was decided already, or the lead does not allow it as it stands.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The Idempotency-Key has a fault, or the company has no such outcome any more.'),
    },
  });
