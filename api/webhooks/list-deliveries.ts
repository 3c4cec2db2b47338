import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { WebhookIdInPath } from '../ids.ts';
import { cursorRefusal } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { DeliveryPageView } from './webhook-view.ts';
import { DeliveryState, exampleWebhookId } from './webhook-words.ts';

export const listDeliveriesRoute = defineRoute({
  id: 'listDeliveries',
  method: 'GET',
  path: '/v1/webhooks/{webhookId}/deliveries',
  kind: 'configure',
  access: 'token',
  right: 'webhooks.keep',
  missing: 'webhook',
  throttle: 10,
  params: z.object({ webhookId: WebhookIdInPath }),
  query: z.strictObject({
    cursor: z
      .string()
      .regex(/^[0-9TZ:.-]{20,30}#[A-Za-z0-9_-]{1,64}$/, cursorRefusal)
      .optional(),
    state: DeliveryState.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  answer: returns<DeliveryPageView>(),
});

export const listDeliveriesContract = () =>
  describeRoute(listDeliveriesRoute, {
    tag: 'Webhooks',
    summary: 'What an address was told of, and what came of it',
    description:
      'For admins, the newest first: status of each answer, times, and when the next attempt is. Bodies of answers are not read. Kept for thirty days. A page of one state may be shorter than it could be, or empty, and still have a next one.',
    example: { params: { webhookId: exampleWebhookId } },
    answers: {
      200: json('Found', DeliveryPageView),
      422: problem('A parameter is unknown or has a fault.'),
    },
  });
