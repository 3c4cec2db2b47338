import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { exampleOfferToken } from './example-token.ts';

/** The token is all that a request needs: the notice went to the rep alone. */
export const declineOfferRoute = defineRoute({
  id: 'declineOffer',
  method: 'POST',
  path: '/v1/assignments/{token}/decline',
  kind: 'link',
  access: 'public',
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const declineOfferContract = () =>
  describeRoute(declineOfferRoute, {
    tag: 'Links',
    summary: 'Give an offer back',
    description:
      'What the other button of the page does, with the field `reason`: the next rep is asked at once, or whoever leads the pool where nobody is left. Safe to repeat.',
    example: { params: { token: exampleOfferToken } },
    answers: {
      200: page('Given back'),
      404: page('No link of ours'),
      409: page('Too late: somebody else has it, or it was declined'),
      410: page('The link has ended'),
      422: page('No reason was chosen'),
      503: page('Not available for the moment'),
    },
  });
