import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { WebhookListView } from './webhook-view.ts';

export const listWebhooksRoute = defineRoute({
  id: 'listWebhooks',
  method: 'GET',
  path: '/v1/webhooks',
  kind: 'configure',
  access: 'token',
  right: 'webhooks.keep',
  throttle: 10,
  query: NoQuery,
  answer: returns<WebhookListView>(),
});

export const listWebhooksContract = () =>
  describeRoute(listWebhooksRoute, {
    tag: 'Webhooks',
    summary: 'Addresses that are told of events',
    description: 'For admins, the oldest first. Secrets are not shown.',
    example: {},
    answers: {
      200: json('Found', WebhookListView),
      422: problem('A parameter is unknown.'),
    },
  });
