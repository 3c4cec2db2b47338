import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { RightsRequestIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { RightsRequestView } from './request-view.ts';
import { ExtensionReason, exampleRequestId, RefusalReason } from './rights-words.ts';

export const changeRequestRoute = defineRoute({
  id: 'changeRightsRequest',
  method: 'PATCH',
  path: '/v1/rights/requests/{requestId}',
  kind: 'change',
  access: 'token',
  right: 'rights.keep',
  missing: 'request',
  throttle: 5,
  params: z.object({ requestId: RightsRequestIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    acknowledge: z.literal(true).optional().meta({ description: 'The person was told that it came' }),
    extend: ExtensionReason.optional().meta({ description: 'More time, once: ten days more, fifteen or twenty, and why' }),
    close: z.enum(['done', 'refused']).optional(),
    refusal: RefusalReason.optional().meta({ description: 'With `"close": "refused"`: why' }),
  }),
  maxBodyKb: 8,
  answer: returns<RightsRequestView>(),
});

export const changeRequestContract = () =>
  describeRoute(changeRequestRoute, {
    tag: 'Rights of a person',
    summary: 'Say what was done about a request',
    description: 'For admins: acknowledged, extended, done or refused. What was said once stays: said again it changes nothing.',
    example: { params: { requestId: exampleRequestId }, body: { acknowledge: true } },
    answers: {
      200: json('As it stands', RightsRequestView),
      400: problem('The body is not JSON.'),
      409: problem('It is closed already, or was extended before.'),
      413: problem('The body is larger than 8 KB.'),
      422: problem('Nothing is said, a refusal has no reason, or the Idempotency-Key has a fault.'),
    },
  });
