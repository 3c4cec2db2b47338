import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { AnsweredOfferView } from './offer-view.ts';
import { OfferedSubject } from './offered-subject.ts';

export const declineLeadRoute = defineRoute({
  id: 'declineLead',
  method: 'POST',
  path: '/v1/leads/{leadId}/decline',
  kind: 'change',
  access: 'token',
  right: 'lead.accept',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    reason: z.enum(['wrongTerritory', 'spam', 'duplicate', 'noCapacity', 'other']).meta({
      description: 'What is `wrongTerritory`, `spam` or `duplicate` does not count as given to you',
    }),
    note: z.string().trim().min(1).max(500).optional().meta({
      description: 'What you write to the leaders of the pool, who are told of it. For those who see contact details',
    }),
    sameAs: z.string().min(1).max(64).optional().meta({
      description:
        'Of a `duplicate`, the lead that it is the same person as, where you know it. The pair is noted for a person to decide about',
    }),
    subject: OfferedSubject,
  }),
  maxBodyKb: 4,
  answer: returns<AnsweredOfferView>(),
});

export const declineLeadContract = () =>
  describeRoute(declineLeadRoute, {
    tag: 'Reps',
    summary: 'Give back what a pool offers',
    description:
      'The next rep of the pool is asked at once, or whoever leads it where nobody is left; with `wrongTerritory`, the pool of the territory in which the lead is by now, where that is another one. The leaders of the pool are told of `spam`, of a `duplicate`, of a `wrongTerritory` that stays with their pool, and of whatever you write a `note` to: they decide, for example by `POST /v1/leads/{leadId}/status`. Safe to repeat: whoever has given it back is answered as before.',
    example: { params: { leadId: exampleLeadId }, body: { reason: 'other', note: 'Khách muốn tư vấn bằng tiếng Nhật' } },
    answers: {
      200: json('Given back', AnsweredOfferView),
      400: problem('The body is not JSON.'),
      404: problem('There is no such lead, or it is not offered to you (any more).'),
      409: problem('The offer is over, or you have accepted it already. `detail` says so in English and Vietnamese.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault, or `sameAs` names no lead that you know.'),
    },
  });
