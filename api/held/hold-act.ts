import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { sayConsentRoute } from '../leads/say-consent.ts';
import { declineLeadRoute } from '../offers/decline-lead.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { HeldActView } from './held-act-view.ts';

const { purpose, how, at, topics } = sayConsentRoute.body.shape;

export const holdActRoute = defineRoute({
  id: 'holdAct',
  method: 'POST',
  path: '/v1/leads/{leadId}/held',
  kind: 'change',
  access: 'token',
  right: 'lead.correct',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    act: z
      .discriminatedUnion('is', [
        z.strictObject({ is: z.literal('decline'), ...declineLeadRoute.body.shape }),
        z.strictObject({ is: z.literal('refusal'), purpose, how, at, topics }),
      ])
      .meta({
        description: 'As the route for it takes it: `decline` gives an offer back, `refusal` notes that the person refused something',
      }),
  }),
  maxBodyKb: 4,
  answer: returns<HeldActView>(),
});

export const holdActContract = () =>
  describeRoute(holdActRoute, {
    tag: 'Held acts',
    summary: 'Do what cannot be undone, with ten seconds to take it back',
    description:
      'What would be refused is refused at once. Else it is kept, and performed after ten seconds, whether or not who asked is still there; until then they take it back, or have it performed at once. ' +
      'A decline is performed if the offer is still the caller’s to answer; a refusal of consent holds whoever has the lead by then.',
    example: { params: { leadId: exampleLeadId }, body: { act: { is: 'decline', reason: 'noCapacity' } } },
    answers: {
      202: json('Held', HeldActView),
      400: problem('The body is not JSON.'),
      404: problem('There is no such lead, or it is not offered to you (any more).'),
      409: problem('It is not possible: `detail` says why, in English and Vietnamese.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault, or `sameAs` names no lead that you know.'),
    },
  });
