import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleHeldId, HeldPath } from './held-path.ts';
import { ReleasedView } from './held-view.ts';

export const releaseHeldRoute = defineRoute({
  id: 'releaseHeld',
  method: 'POST',
  path: '/v1/quarantine/{heldId}/release',
  kind: 'change',
  access: 'token',
  right: 'quarantine.decide',
  missing: 'post in quarantine',
  throttle: 20,
  params: HeldPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  answer: returns<ReleasedView>(),
});

export const releaseHeldContract = () =>
  describeRoute(releaseHeldRoute, {
    tag: 'Quarantine',
    summary: 'Let a post out of quarantine',
    description:
      'It goes on as if it had never been held, with the time and the consents of the post, and becomes a lead or part of one within seconds; the route of the post tells which. ' +
      'The timeline of the lead tells who let it in. A rejected post can be released as long as it is there.',
    example: { params: { heldId: exampleHeldId } },
    answers: {
      202: json('Released', ReleasedView),
      409: problem('It was released before, cannot be read, or its form is not configured: `detail` says which.'),
      422: problem('The Idempotency-Key cannot be one, or has named another request.'),
    },
  });
