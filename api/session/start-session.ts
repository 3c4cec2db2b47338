import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';

export const startSessionRoute = defineRoute({
  id: 'startSession',
  method: 'GET',
  path: '/v1/session/start',
  kind: 'session',
  access: 'public',
  throttle: 20,
  query: z.object({
    to: z.string().optional().meta({ description: 'The screen of the console that the sign-in leads back to, such as "/toi"' }),
  }),
});

export const startSessionContract = () =>
  describeRoute(startSessionRoute, {
    tag: 'Session',
    summary: 'Begin a sign-in',
    description:
      'For the console, at its own address. Keeps state and PKCE verifier of this one attempt in a cookie of ten minutes, and leads to the sign-in page.',
    example: { query: { to: '/toi' } },
    answers: {
      303: { description: 'The sign-in page; `Set-Cookie` is what the answer to it is recognised by.' },
      404: problem('It was not asked at the address of the console.'),
    },
  });
