import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { exampleLinkToken, page } from './confirmation-page.ts';

/** Changes nothing: programs that look at links before people do open it first. */
export const showConfirmationRoute = defineRoute({
  id: 'showConfirmation',
  method: 'GET',
  path: '/v1/confirm/{token}',
  kind: 'link',
  access: 'public',
  head: true,
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const showConfirmationContract = () =>
  describeRoute(showConfirmationRoute, {
    tag: 'Links',
    summary: 'The page that asks a person whether details posted under their address are theirs',
    description:
      'The link stands in a mail to the address of the record. The page shows what that post said, and a button; opening it changes nothing.',
    example: { params: { token: exampleLinkToken } },
    answers: {
      200: page('The question, or that it was answered'),
      404: page('No link of ours'),
      410: page('Too late: the link has ended, or what it asks was settled otherwise'),
      503: page('Not available for the moment'),
    },
  });
