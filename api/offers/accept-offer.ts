import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { exampleOfferToken } from './example-token.ts';

/** The token is all that a request needs: the notice went to the rep alone. */
export const acceptOfferRoute = defineRoute({
  id: 'acceptOffer',
  method: 'POST',
  path: '/v1/assignments/{token}/accept',
  kind: 'link',
  access: 'public',
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const acceptOfferContract = () =>
  describeRoute(acceptOfferRoute, {
    tag: 'Links',
    summary: 'Accept an offer',
    description: 'What the button of the page does: the lead is the rep’s at once. Done twice it changes nothing more.',
    example: { params: { token: exampleOfferToken } },
    answers: {
      200: page('It is yours'),
      404: page('No link of ours'),
      409: page('Too late: somebody else has it, or it was declined'),
      410: page('The link has ended'),
      503: page('Not available for the moment'),
    },
  });
