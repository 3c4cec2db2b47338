import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { examplePreferenceToken } from './example-token.ts';

/** The button of the page. */
export const confirmAddressRoute = defineRoute({
  id: 'confirmAddress',
  method: 'POST',
  path: '/v1/address/{token}',
  kind: 'link',
  access: 'public',
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const confirmAddressContract = () =>
  describeRoute(confirmAddressRoute, {
    tag: 'Links',
    summary: 'Confirm a new address from its own mailbox',
    description: 'The address that it takes the place of is told by a mail. Done twice it changes nothing more.',
    example: { params: { token: examplePreferenceToken } },
    answers: {
      200: page('Confirmed, now or before'),
      404: page('No link of ours'),
      410: page('Too late: the link has ended, or what it asks was settled otherwise'),
      503: page('Not available for the moment'),
    },
  });
