import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { WebhookIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { WebhookSecretView } from './webhook-view.ts';
import { exampleWebhookId } from './webhook-words.ts';

export const exchangeWebhookSecretRoute = defineRoute({
  id: 'exchangeWebhookSecret',
  method: 'POST',
  path: '/v1/webhooks/{webhookId}/secret',
  kind: 'configure',
  access: 'token',
  right: 'webhooks.keep',
  missing: 'webhook',
  throttle: 5,
  params: z.object({ webhookId: WebhookIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    keepOldHours: z.number().int().min(0).max(168).default(24).meta({ description: 'For how long the one before signs as well' }),
  }),
  maxBodyKb: 16,
  answer: returns<WebhookSecretView>(),
});

export const exchangeWebhookSecretContract = () =>
  describeRoute(exchangeWebhookSecretRoute, {
    tag: 'Webhooks',
    summary: 'Exchange the secret of an address',
    description:
      'For admins. The new one is shown in this answer alone. Until the old one ends each request carries two signatures, a blank between them.',
    example: { params: { webhookId: exampleWebhookId }, body: { keepOldHours: 48 } },
    answers: {
      200: json('Exchanged; with the new secret', WebhookSecretView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 16 KB.'),
      422: problem('A field or the Idempotency-Key has a fault: each entry of `errors` says what to do.'),
    },
  });
