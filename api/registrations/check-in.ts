import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { RegistrationView } from './registration-view.ts';
import { EventPath, exampleEvent } from './registration-words.ts';

export const checkInRoute = defineRoute({
  id: 'checkIn',
  method: 'POST',
  path: '/v1/events/{formId}/check-ins',
  kind: 'change',
  access: 'token',
  right: 'registration.checkIn',
  throttle: 20,
  params: EventPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z
    .strictObject({
      code: z.string().min(1).max(40).optional().meta({ description: 'As the person reads it out: `k7ab 91zz`' }),
      phone: z.string().min(1).max(40).optional().meta({ description: 'Their number, in place of the code' }),
    })
    .refine(({ code, phone }) => (code === undefined) !== (phone === undefined), 'name either the code or the phone'),
  maxBodyKb: 4,
  answer: returns<RegistrationView>(),
});

export const checkInContract = () =>
  describeRoute(checkInRoute, {
    tag: 'Events',
    summary: 'Note that somebody came to an event',
    description:
      'By the code of their mail, or by their number. Done twice it changes nothing more. The history of the person tells of it, so that segments and sequences can ask for it.',
    example: { params: { formId: exampleEvent }, body: { code: 'K7AB-91ZZ' } },
    answers: {
      200: json('They came, now or before', RegistrationView),
      400: problem('The body is no JSON.'),
      404: problem('Nobody with this code or number is registered for the event.'),
      409: problem('They wait for a place, or several people have the number: ask for the code.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('A field or the Idempotency-Key has a fault.'),
    },
  });
