import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleLateActId, LateActPath } from './late-act-path.ts';
import { LateActView } from './late-act-view.ts';

export const dismissLateActRoute = defineRoute({
  id: 'dismissLateAct',
  method: 'POST',
  path: '/v1/leads/{leadId}/late-acts/{lateActId}/dismiss',
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

export const dismissLateActContract = () =>
  describeRoute(dismissLateActRoute, {
    tag: 'Late acts',
    summary: 'Set aside what a rep noted about a lead that is no longer theirs',
    description: 'Nothing is done; what was noted stays on record with who dismissed it.',
    example: { params: { leadId: exampleLeadId, lateActId: exampleLateActId }, body: {} },
    answers: {
      200: json('As it stands now', LateActView),
      400: problem('The body is no JSON.'),
      409: problem('It was decided already.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The Idempotency-Key has a fault.'),
    },
  });
