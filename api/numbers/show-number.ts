import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';

export const exampleNumberToken = 'u1c2t0.L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM.cmVwLWxhbg.q0Jm5o1r2s3t4u5v6w7x8y9z';

/** Changes nothing and tells no number: programs that look at links before people do open it first. */
export const showNumberRoute = defineRoute({
  id: 'showNumber',
  method: 'GET',
  path: '/v1/numbers/{token}',
  kind: 'link',
  access: 'public',
  head: true,
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const showNumberContract = () =>
  describeRoute(showNumberRoute, {
    tag: 'Links',
    summary: 'The page that stands in a notice in place of a masked number',
    description:
      'For the rep who has the lead: who it is, and the button that shows the number. Opening it changes nothing and shows none.',
    example: { params: { token: exampleNumberToken } },
    answers: {
      200: page('Whose number it is, with the button'),
      404: page('No link of ours'),
      409: page('The lead is theirs no more'),
      410: page('The link has ended'),
      503: page('Not available for the moment'),
    },
  });
