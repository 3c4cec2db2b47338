import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { RegistrationView } from './registration-view.ts';
import { EventPath, exampleEvent } from './registration-words.ts';

export const undoCheckInRoute = defineRoute({
  id: 'undoCheckIn',
  method: 'POST',
  path: '/v1/events/{formId}/check-ins/undo',
  kind: 'change',
  access: 'token',
  right: 'registration.checkIn',
  throttle: 20,
  params: EventPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ code: z.string().min(1).max(40).meta({ description: 'Of the one who was taken for another' }) }),
  maxBodyKb: 4,
  answer: returns<RegistrationView>(),
});

export const undoCheckInContract = () =>
  describeRoute(undoCheckInRoute, {
    tag: 'Events',
    summary: 'Take back that somebody came to an event',
    description: 'They keep their place. Where they did not come yet, nothing changes.',
    example: { params: { formId: exampleEvent }, body: { code: 'K7AB-91ZZ' } },
    answers: {
      200: json('They are not noted as come', RegistrationView),
      400: problem('The body is no JSON.'),
      404: problem('Nobody with this code is registered for the event.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('A field or the Idempotency-Key has a fault.'),
    },
  });
