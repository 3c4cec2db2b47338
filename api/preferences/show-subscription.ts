import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { examplePreferenceToken } from './example-token.ts';

/** Changes nothing, however it is opened. */
export const showSubscriptionRoute = defineRoute({
  id: 'showSubscription',
  method: 'GET',
  path: '/v1/subscribe/{token}',
  kind: 'link',
  access: 'public',
  head: true,
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const showSubscriptionContract = () =>
  describeRoute(showSubscriptionRoute, {
    tag: 'Links',
    summary: 'The page that asks whether mails are wanted that were asked for under an address',
    description: 'The link stands in a mail to that address.',
    example: { params: { token: examplePreferenceToken } },
    answers: {
      200: page('The question, or that it was answered'),
      404: page('No link of ours'),
      410: page('Too late: the link has ended, or what it asks was settled otherwise'),
      503: page('Not available for the moment'),
    },
  });
