import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Moment, NoQuery } from '../words.ts';
import { breachFields } from './breach-fields.ts';
import { BreachView } from './breach-view.ts';

export const noteBreachRoute = defineRoute({
  id: 'noteBreach',
  method: 'POST',
  path: '/v1/rights/breaches',
  kind: 'change',
  access: 'token',
  right: 'rights.keep',
  throttle: 5,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ detectedAt: Moment.optional().meta({ description: 'When somebody saw it. @default - now' }), ...breachFields }),
  maxBodyKb: 32,
  answer: returns<BreachView>(),
});

export const noteBreachContract = () =>
  describeRoute(noteBreachRoute, {
    tag: 'Rights of a person',
    summary: 'Note a breach of personal data',
    description:
      'For admins. The authority is to know within 72 hours of when it was seen; admins hear of it after half and nine tenths of them. What the form asks for is filled in here, now or later, without names of people.',
    example: { body: { whatHappened: 'Một tệp xuất bị gửi nhầm ra ngoài', people: 120 } },
    answers: {
      200: json('Noted', BreachView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 32 KB.'),
      422: problem('A field or the Idempotency-Key has a fault: each entry of `errors` says what to do.'),
    },
  });
