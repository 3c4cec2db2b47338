import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleHeldActId, HeldActPath } from './held-act-path.ts';
import { HeldActView } from './held-act-view.ts';

export const performHeldActRoute = defineRoute({
  id: 'performHeldAct',
  method: 'POST',
  path: '/v1/leads/{leadId}/held/{heldActId}/now',
  kind: 'change',
  access: 'token',
  right: 'lead.correct',
  missing: 'held act',
  throttle: 50,
  params: HeldActPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  answer: returns<HeldActView>(),
});

export const performHeldActContract = () =>
  describeRoute(performHeldActRoute, {
    tag: 'Held acts',
    summary: 'Have a held act performed at once',
    description: 'Only by who did it. What was performed already is answered as before.',
    example: { params: { leadId: exampleLeadId, heldActId: exampleHeldActId } },
    answers: {
      200: json('Performed', HeldActView),
      409: problem('It was taken back, or is not possible any more: `detail` says so, in English and Vietnamese.'),
      422: problem('The Idempotency-Key has a fault.'),
    },
  });
