import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { WebhookIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleWebhookId } from './webhook-words.ts';

export const deleteWebhookRoute = defineRoute({
  id: 'deleteWebhook',
  method: 'DELETE',
  path: '/v1/webhooks/{webhookId}',
  kind: 'configure',
  access: 'token',
  right: 'webhooks.keep',
  missing: 'webhook',
  throttle: 5,
  params: z.object({ webhookId: WebhookIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
});

export const deleteWebhookContract = () =>
  describeRoute(deleteWebhookRoute, {
    tag: 'Webhooks',
    summary: 'Tell an address of nothing any more',
    description: 'For admins. What waits is told no more; its deliveries go with their thirty days.',
    example: { params: { webhookId: exampleWebhookId } },
    answers: {
      204: { description: 'Done' },
      422: problem('A parameter is unknown, or the Idempotency-Key has a fault.'),
    },
  });
