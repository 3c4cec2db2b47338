import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { EventPath, exampleEvent } from './registration-words.ts';

const typed = z.string().min(1).max(320);

/** Without an id: it would say whether the number was known. */
export const WalkInView = z
  .object({
    code: z.string().meta({ description: 'By which the person is found in the list of the event' }),
    attendedAt: z.string(),
  })
  .meta({ id: 'WalkIn' });
export type WalkInView = z.infer<typeof WalkInView>;

export const walkInRoute = defineRoute({
  id: 'walkIn',
  method: 'POST',
  path: '/v1/events/{formId}/walk-ins',
  kind: 'change',
  access: 'token',
  right: 'registration.checkIn',
  throttle: 20,
  params: EventPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    fullName: typed,
    phone: typed.meta({ description: 'As it was said' }),
    email: typed.optional(),
    consent: z.boolean().meta({ description: 'Whether the person agrees to be contacted, asked at the door' }),
    overCapacity: z.boolean().default(false).meta({ description: 'true: they get a place though none is free, or others wait for one' }),
  }),
  maxBodyKb: 4,
  answer: returns<WalkInView>(),
});

export const walkInContract = () =>
  describeRoute(walkInRoute, {
    tag: 'Events',
    summary: 'Register somebody who came to an event without having registered',
    description:
      'What they say is kept and taken in at once, as a post of the form of the event that a colleague typed; a known person stays with their owner. ' +
      'They have a place from then on and are noted as come. Whoever registered before is checked in instead.',
    example: { params: { formId: exampleEvent }, body: { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', consent: true } },
    answers: {
      200: json('They have a place and came', WalkInView),
      400: problem('The body is no JSON.'),
      404: problem('No form of this id has an event.'),
      409: problem(
        'No place is free: say `overCapacity` to let them in; or the event is over or called off. Nothing is kept where that is so at once.',
      ),
      413: problem('The body is larger than 4 KB.'),
      422: problem('A field or the Idempotency-Key has a fault.'),
    },
  });
