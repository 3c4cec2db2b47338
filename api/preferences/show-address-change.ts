import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { examplePreferenceToken } from './example-token.ts';

/** Changes nothing, however it is opened. */
export const showAddressChangeRoute = defineRoute({
  id: 'showAddressChange',
  method: 'GET',
  path: '/v1/address/{token}',
  kind: 'link',
  access: 'public',
  head: true,
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const showAddressChangeContract = () =>
  describeRoute(showAddressChangeRoute, {
    tag: 'Links',
    summary: "The page that asks a mailbox whether a person's mails are to come to it",
    description: 'The link stands in a mail to that address, which somebody typed on the page of choices.',
    example: { params: { token: examplePreferenceToken } },
    answers: {
      200: page('The question, or that it was answered'),
      404: page('No link of ours'),
      410: page('Too late: the link has ended, or what it asks was settled otherwise'),
      503: page('Not available for the moment'),
    },
  });
