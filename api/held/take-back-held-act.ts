import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleHeldActId, HeldActPath } from './held-act-path.ts';
import { HeldActView } from './held-act-view.ts';

export const takeBackHeldActRoute = defineRoute({
  id: 'takeBackHeldAct',
  method: 'DELETE',
  path: '/v1/leads/{leadId}/held/{heldActId}',
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

export const takeBackHeldActContract = () =>
  describeRoute(takeBackHeldActRoute, {
    tag: 'Held acts',
    summary: 'Take a held act back',
    description: 'Only by who did it, and before it is performed. Nobody hears of it, and no history tells of it.',
    example: { params: { leadId: exampleLeadId, heldActId: exampleHeldActId } },
    answers: {
      200: json('Taken back', HeldActView),
      409: problem('It was performed already, or was not possible any more: `detail` says which, in English and Vietnamese.'),
      422: problem('The Idempotency-Key has a fault.'),
    },
  });
