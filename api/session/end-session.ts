import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';

const EndedSession = z
  .object({ next: z.url().meta({ description: 'Where the page goes, so that the sign-in page forgets the user as well' }) })
  .meta({ id: 'EndedSession', description: 'A session that has ended' });
export type EndedSession = z.infer<typeof EndedSession>;

export const endSessionRoute = defineRoute({
  id: 'endSession',
  method: 'DELETE',
  path: '/v1/session',
  kind: 'session',
  access: 'public',
  throttle: 20,
  answer: returns<EndedSession>(),
});

export const endSessionContract = () =>
  describeRoute(endSessionRoute, {
    tag: 'Session',
    summary: 'Sign out',
    description: 'Revokes the refresh token and takes the cookie away. For pages of the console alone, as `POST /v1/session/refresh`.',
    example: {},
    answers: {
      200: json('It has ended', EndedSession),
      403: problem('A page of another origin asks, or no browser.'),
      404: problem('It was not asked at the address of the console.'),
      503: problem('The sign-in service does not answer; the session stands.'),
    },
  });
