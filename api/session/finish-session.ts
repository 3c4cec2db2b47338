import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';

export const finishSessionRoute = defineRoute({
  id: 'finishSession',
  method: 'GET',
  path: '/v1/session/callback',
  kind: 'session',
  access: 'public',
  throttle: 20,
  query: z.object({
    code: z.string().optional().meta({ description: 'Good once, for the attempt whose `state` it comes with' }),
    state: z.string().optional(),
    error: z.string().optional().meta({ description: 'In place of `code`, why there is none' }),
  }),
});

export const finishSessionContract = () =>
  describeRoute(finishSessionRoute, {
    tag: 'Session',
    summary: 'Come back from the sign-in page',
    description:
      'Where the sign-in page leads. The refresh token goes into the cookie `__Host-pheu` (HttpOnly, Secure, SameSite=Strict); no token is in the address or in the page.',
    example: { query: { code: '5d1e0c1a-4f2e-4a60-9d5b-0d6b6a1c2f11', state: 'q0Yv0n1rQ2m3k4l5p6s7tA' } },
    answers: {
      303: {
        description:
          'The console: the screen that was asked for, or `/#/dang-nhap/expired`, `…/refused`, `…/unavailable`, which say what to do.',
      },
      404: problem('It was not asked at the address of the console.'),
    },
  });
