import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { WebhookIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { WebhookView } from './webhook-view.ts';
import { EndpointEvents, EndpointFilterWord, EndpointUrl, exampleWebhookId, LeadShareWord } from './webhook-words.ts';

export const changeWebhookRoute = defineRoute({
  id: 'changeWebhook',
  method: 'PATCH',
  path: '/v1/webhooks/{webhookId}',
  kind: 'configure',
  access: 'token',
  right: 'webhooks.keep',
  missing: 'webhook',
  throttle: 5,
  params: z.object({ webhookId: WebhookIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    url: EndpointUrl.optional(),
    description: z.string().trim().max(200).optional(),
    events: EndpointEvents.optional(),
    filter: EndpointFilterWord.optional(),
    lead: LeadShareWord.optional(),
    owner: z.string().min(1).max(64).optional(),
    isOn: z
      .boolean()
      .optional()
      .meta({ description: 'False turns it off: what waits is told no more. True turns it on again, also after a week of failures' }),
  }),
  maxBodyKb: 16,
  answer: returns<WebhookView>(),
});

export const changeWebhookContract = () =>
  describeRoute(changeWebhookRoute, {
    tag: 'Webhooks',
    summary: 'Change an address, or turn it off or on',
    description: 'For admins. What waits goes to the new address. Of what happens while it is off it is not told later.',
    example: { params: { webhookId: exampleWebhookId }, body: { isOn: true } },
    answers: {
      200: json('As it stands', WebhookView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 16 KB.'),
      422: problem('Nothing is said, or a field or the Idempotency-Key has a fault: each entry of `errors` says what to do.'),
    },
  });
