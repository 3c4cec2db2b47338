import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { exampleLinkToken, page } from './confirmation-page.ts';

/** The token is all that a request needs: no cookie and no session that another page could use in somebody's name. */
export const confirmDetailsRoute = defineRoute({
  id: 'confirmDetails',
  method: 'POST',
  path: '/v1/confirm/{token}',
  kind: 'link',
  access: 'public',
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const confirmDetailsContract = () =>
  describeRoute(confirmDetailsRoute, {
    tag: 'Links',
    summary: 'Take over details that a person confirms',
    description: 'What the button of the page does. Done twice it changes nothing more, and answers the same page.',
    example: { params: { token: exampleLinkToken } },
    answers: {
      200: page('Taken over, now or before'),
      404: page('No link of ours'),
      410: page('Too late: the link has ended, or what it asks was settled otherwise'),
      503: page('Not available for the moment: press again'),
    },
  });
