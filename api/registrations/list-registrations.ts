import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { RegistrationListView } from './registration-view.ts';
import { EventPath, exampleEvent } from './registration-words.ts';

export const listRegistrationsRoute = defineRoute({
  id: 'listRegistrations',
  method: 'GET',
  path: '/v1/events/{formId}/registrations',
  kind: 'read',
  access: 'token',
  right: 'registration.read',
  throttle: 10,
  params: EventPath,
  query: z.strictObject({ cursor: CursorText.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  answer: returns<RegistrationListView>(),
});

export const listRegistrationsContract = () =>
  describeRoute(listRegistrationsRoute, {
    tag: 'Events',
    summary: 'Who registered for an event',
    description:
      'In the order in which they came, with how many places are taken. People whom the caller may not see are left out, so that a page may have fewer than `limit`.',
    example: { params: { formId: exampleEvent } },
    answers: {
      200: json('Found', RegistrationListView),
      404: problem('No form of this id has an event.'),
      422: problem('A parameter is unknown or has a fault.'),
    },
  });
