import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { madeId } from '../ids.ts';
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
      leadId: z
        .string()
        .regex(madeId)
        .optional()
        .meta({ description: 'Their id in the list of the event, in place of the code: of whoever waits for a place' }),
      overCapacity: z
        .boolean()
        .default(false)
        .meta({ description: 'true: whoever waits for a place gets one now, though none is free, or others wait longer' }),
    })
    .refine(
      ({ code, phone, leadId }) => [code, phone, leadId].filter((one) => one !== undefined).length === 1,
      'name one of the code, the phone and the leadId',
    ),
  maxBodyKb: 4,
  answer: returns<RegistrationView>(),
});

export const checkInContract = () =>
  describeRoute(checkInRoute, {
    tag: 'Events',
    summary: 'Note that somebody came to an event',
    description:
      'By the code of their mail, by their number, or by a row of the list that you see. Whoever waits for a place is refused, unless `overCapacity` is said. Done twice it changes nothing more. The history of the person tells of it, so that segments and sequences can ask for it.',
    example: { params: { formId: exampleEvent }, body: { code: 'K7AB-91ZZ' } },
    answers: {
      200: json('They came, now or before', RegistrationView),
      400: problem('The body is no JSON.'),
      404: problem('Nobody like that is registered for the event, or you may not see the lead.'),
      409: problem(
        'They wait for a place: say `overCapacity` to let them in; or several people have the number: ask for the code; or the event is over.',
      ),
      413: problem('The body is larger than 4 KB.'),
      422: problem('A field or the Idempotency-Key has a fault.'),
    },
  });
