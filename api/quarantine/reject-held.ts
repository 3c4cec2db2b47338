import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleHeldId, HeldPath } from './held-path.ts';
import { RejectedView } from './held-view.ts';

export const rejectHeldRoute = defineRoute({
  id: 'rejectHeld',
  method: 'POST',
  path: '/v1/quarantine/{heldId}/reject',
  kind: 'change',
  access: 'token',
  right: 'quarantine.decide',
  missing: 'post in quarantine',
  throttle: 20,
  params: HeldPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    note: z.string().trim().min(1).max(200).optional().meta({ description: 'Why, for colleagues; it is gone with the post' }),
  }),
  maxBodyKb: 4,
  answer: returns<RejectedView>(),
});

export const rejectHeldContract = () =>
  describeRoute(rejectHeldRoute, {
    tag: 'Quarantine',
    summary: 'Say of a post in quarantine that it is none of ours',
    description:
      'It leaves the list of what waits for a look, and is kept with who rejected it until it expires. It can still be released.',
    example: { params: { heldId: exampleHeldId }, body: { note: 'Quảng cáo' } },
    isBodyOptional: true,
    answers: {
      200: json('Rejected', RejectedView),
      400: problem('The body is not JSON.'),
      409: problem('It was released or rejected before: `detail` says by whom.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
