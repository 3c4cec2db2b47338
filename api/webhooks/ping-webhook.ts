import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { WebhookIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ResentView } from './webhook-view.ts';
import { exampleWebhookId } from './webhook-words.ts';

export const pingWebhookRoute = defineRoute({
  id: 'pingWebhook',
  method: 'POST',
  path: '/v1/webhooks/{webhookId}/ping',
  kind: 'configure',
  access: 'token',
  right: 'webhooks.keep',
  missing: 'webhook',
  throttle: 5,
  params: z.object({ webhookId: WebhookIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  answer: returns<ResentView>(),
});

export const pingWebhookContract = () =>
  describeRoute(pingWebhookRoute, {
    tag: 'Webhooks',
    summary: 'Send an address a test',
    description: 'For admins: an event of the type `ping`, signed as any other. What came of it is among its deliveries.',
    example: { params: { webhookId: exampleWebhookId } },
    answers: {
      202: json('Asked for', ResentView),
      409: problem('The address is turned off.'),
      422: problem('A parameter is unknown, or the Idempotency-Key has a fault.'),
    },
  });
