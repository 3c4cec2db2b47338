import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { WebhookSecretView } from './webhook-view.ts';
import { EndpointEvents, EndpointFilterWord, EndpointUrl, LeadShareWord } from './webhook-words.ts';

export const makeWebhookRoute = defineRoute({
  id: 'makeWebhook',
  method: 'POST',
  path: '/v1/webhooks',
  kind: 'configure',
  access: 'token',
  right: 'webhooks.keep',
  throttle: 5,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    url: EndpointUrl,
    description: z.string().trim().max(200).default(''),
    events: EndpointEvents,
    filter: EndpointFilterWord.optional().meta({ description: 'Of which leads it hears. @default - of all' }),
    lead: LeadShareWord.default('none'),
    owner: z.string().min(1).max(64).optional().meta({ description: 'The user who answers for the address. @default - who asks' }),
  }),
  maxBodyKb: 16,
  answer: returns<WebhookSecretView>(),
});

export const makeWebhookContract = () =>
  describeRoute(makeWebhookRoute, {
    tag: 'Webhooks',
    summary: 'Have an address told of events',
    description:
      'For admins, twenty at most. Each event is a POST of its own, signed as Standard Webhooks asks; the secret is shown in this answer alone. ' +
      'An event is told at least once, in no order, again for nearly two days until it is answered 2xx within ten seconds; 410 ends it. It holds ids, words and names of fields, nothing of a person: whoever may know more asks the API. Events that happen within half a minute may be missed yet.',
    example: { body: { url: 'https://hooks.example.com/pheu', events: ['lead.created', 'lead.assigned'] } },
    answers: {
      200: json('Made; with the secret', WebhookSecretView),
      400: problem('The body is not JSON.'),
      409: problem('There are twenty already.'),
      413: problem('The body is larger than 16 KB.'),
      422: problem('A field or the Idempotency-Key has a fault: each entry of `errors` says what to do.'),
    },
  });
