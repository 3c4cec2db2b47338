import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { examplePreferenceToken } from './example-token.ts';

/** The token is all that a request needs. */
export const choosePreferencesRoute = defineRoute({
  id: 'choosePreferences',
  method: 'POST',
  path: '/v1/preferences/{token}',
  kind: 'link',
  access: 'public',
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const choosePreferencesContract = () =>
  describeRoute(choosePreferencesRoute, {
    tag: 'Links',
    summary: 'Choose what mails come',
    description: '`choose` says what is done: `topics` with a `topic` for each that is wanted, `pause`, `resume`, or `none`.',
    example: { params: { token: examplePreferenceToken } },
    answers: {
      200: page('What was chosen'),
      404: page('No link of ours'),
      410: page('Too late: the link has ended, or what it asks was settled otherwise'),
      503: page('Not available for the moment'),
    },
  });
