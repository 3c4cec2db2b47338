import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { exampleOfferToken } from './example-token.ts';

/** Changes nothing: programs that look at links before people do open it first. */
export const showOfferRoute = defineRoute({
  id: 'showOffer',
  method: 'GET',
  path: '/v1/assignments/{token}',
  kind: 'link',
  access: 'public',
  head: true,
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const showOfferContract = () =>
  describeRoute(showOfferRoute, {
    tag: 'Links',
    summary: 'The page behind the notice of an offer',
    description:
      'For the rep to whom a lead was offered: who it is, what they ask for and why it came to this rep, with the buttons to accept and to decline. Opening it changes nothing.',
    example: { params: { token: exampleOfferToken } },
    answers: {
      200: page('The offer, or that it is yours'),
      404: page('No link of ours'),
      409: page('Too late: somebody else has it, or it was declined'),
      410: page('The link has ended'),
      503: page('Not available for the moment'),
    },
  });
