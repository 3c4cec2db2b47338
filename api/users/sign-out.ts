import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { UserIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';

export const signOutRoute = defineRoute({
  id: 'signOutEverywhere',
  method: 'POST',
  path: '/v1/users/{userId}/sign-out',
  kind: 'change',
  access: 'token',
  right: 'session.end',
  missing: 'user',
  throttle: 5,
  params: z.object({ userId: UserIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
});

export const signOutContract = () =>
  describeRoute(signOutRoute, {
    tag: 'Reps',
    summary: 'End every session of a user',
    description:
      'One’s own, and of an admin anybody’s, such as of whoever lost a phone. On every device, within seconds: nobody gets a new token without signing in again. Tokens that are out are good until they end, fifteen minutes at most.',
    example: { params: { userId: 'leader-south' } },
    answers: { 204: { description: 'It is under way' }, 422: problem('The Idempotency-Key has a fault.') },
  });
