import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { WebhookIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Moment, NoQuery } from '../words.ts';
import { ResentView } from './webhook-view.ts';
import { exampleDeliveryId, exampleWebhookId } from './webhook-words.ts';

export const resendDeliveriesRoute = defineRoute({
  id: 'resendDeliveries',
  method: 'POST',
  path: '/v1/webhooks/{webhookId}/resend',
  kind: 'configure',
  access: 'token',
  right: 'webhooks.keep',
  missing: 'webhook',
  throttle: 5,
  params: z.object({ webhookId: WebhookIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    deliveryId: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/)
      .optional()
      .meta({ description: 'One delivery that has ended, however it did' }),
    since: Moment.optional().meta({ description: 'All that were lost of those asked for since then; thirty days are kept' }),
  }),
  maxBodyKb: 16,
  answer: returns<ResentView>(),
});

export const resendDeliveriesContract = () =>
  describeRoute(resendDeliveriesRoute, {
    tag: 'Webhooks',
    summary: 'Tell an address of events again',
    description:
      'For admins: one delivery, or all since a moment that never arrived. Each gets the `webhook-id` that it had, so that whoever has it already can leave it out.',
    example: { params: { webhookId: exampleWebhookId }, body: { deliveryId: exampleDeliveryId } },
    answers: {
      202: json('Asked for', ResentView),
      400: problem('The body is not JSON.'),
      409: problem('The address is turned off, or the delivery is not over yet.'),
      413: problem('The body is larger than 16 KB.'),
      422: problem('Give one of the two; or the Idempotency-Key has a fault.'),
    },
  });
