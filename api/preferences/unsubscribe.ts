import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { examplePreferenceToken } from './example-token.ts';

/** One press, without cookie, session or redirect (RFC 8058): the token is all that a request needs. */
export const unsubscribeRoute = defineRoute({
  id: 'unsubscribe',
  method: 'POST',
  path: '/v1/unsubscribe/{token}',
  kind: 'link',
  access: 'public',
  throttle: 100,
  params: z.object({ token: z.string() }),
});

export const unsubscribeContract = () =>
  describeRoute(unsubscribeRoute, {
    tag: 'Links',
    summary: 'Stop advertising mails',
    description:
      'What mail programs send by `List-Unsubscribe-Post`, and what the buttons of the page do: `choose=topic` stops the topic of the mail, anything else all advertising. Done twice it changes nothing more.',
    example: { params: { token: examplePreferenceToken } },
    answers: {
      200: page('Nothing comes any more'),
      404: page('No link of ours'),
      410: page('Too late: the link has ended, or what it asks was settled otherwise'),
      503: page('Not available for the moment'),
    },
  });
