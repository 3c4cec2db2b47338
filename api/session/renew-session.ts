import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';

const RenewedSession = z
  .object({
    idToken: z.string().meta({ description: 'For `Authorization: Bearer`; kept in memory only' }),
    expiresInSeconds: z.number().int(),
    subject: z.string().meta({ description: 'Whose it is: another one than before means that somebody else signed in' }),
  })
  .meta({ id: 'RenewedSession', description: 'A token for the next minutes' });
export type RenewedSession = z.infer<typeof RenewedSession>;

export const renewSessionRoute = defineRoute({
  id: 'renewSession',
  method: 'POST',
  path: '/v1/session/refresh',
  kind: 'session',
  access: 'public',
  throttle: 50,
  answer: returns<RenewedSession>(),
});

export const renewSessionContract = () =>
  describeRoute(renewSessionRoute, {
    tag: 'Session',
    summary: 'Get an ID token',
    description:
      'For pages of the console alone: `Origin` has to be its address and `Sec-Fetch-Site` `same-origin`, which a browser says by itself.',
    example: {},
    answers: {
      200: json('A token', RenewedSession),
      401: problem('There is no session, or it has ended: sign in.'),
      403: problem('A page of another origin asks, or no browser.'),
      404: problem('It was not asked at the address of the console.'),
      503: problem('The sign-in service does not answer; the session stands.'),
    },
  });
