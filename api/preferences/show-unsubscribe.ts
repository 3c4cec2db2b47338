import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { examplePreferenceToken } from './example-token.ts';

/** Changes nothing: programs that look at links before people do open it first. */
export const showUnsubscribeRoute = defineRoute({
  id: 'showUnsubscribe',
  method: 'GET',
  path: '/v1/unsubscribe/{token}',
  kind: 'link',
  access: 'public',
  head: true,
  throttle: 100,
  params: z.object({ token: z.string() }),
});

export const showUnsubscribeContract = () =>
  describeRoute(showUnsubscribeRoute, {
    tag: 'Links',
    summary: 'The page that asks what is to stop',
    description: 'The link stands in every advertising mail. Opening it changes nothing.',
    example: { params: { token: examplePreferenceToken } },
    answers: {
      200: page('What can be stopped, or that it was'),
      404: page('No link of ours'),
      410: page('Too late: the link has ended, or what it asks was settled otherwise'),
      503: page('Not available for the moment'),
    },
  });
