import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { exampleNumberToken } from './show-number.ts';

/** The token is all that a request needs: the notice went to the rep alone. */
export const revealByLinkRoute = defineRoute({
  id: 'revealByLink',
  method: 'POST',
  path: '/v1/numbers/{token}',
  kind: 'link',
  access: 'public',
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const revealByLinkContract = () =>
  describeRoute(revealByLinkRoute, {
    tag: 'Links',
    summary: 'Show a masked number',
    description:
      'What the button of the page does: it shows the number to be called, and the history tells so, once for each visit of 15 minutes.',
    example: { params: { token: exampleNumberToken } },
    answers: {
      200: page('The number'),
      404: page('No link of ours'),
      409: page('The lead is theirs no more, or they have not accepted it yet'),
      410: page('The link has ended'),
      503: page('Not available for the moment'),
    },
  });
