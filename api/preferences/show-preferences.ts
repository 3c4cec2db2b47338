import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { examplePreferenceToken } from './example-token.ts';

/** Changes nothing, however it is opened. */
export const showPreferencesRoute = defineRoute({
  id: 'showPreferences',
  method: 'GET',
  path: '/v1/preferences/{token}',
  kind: 'link',
  access: 'public',
  head: true,
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const showPreferencesContract = () =>
  describeRoute(showPreferencesRoute, {
    tag: 'Links',
    summary: 'The page on which a person chooses what mails they get',
    description: 'Topics, a rest of thirty days, or nothing at all. The page shows nothing of the person.',
    example: { params: { token: examplePreferenceToken } },
    answers: {
      200: page('What can be chosen'),
      404: page('No link of ours'),
      410: page('Too late: the link has ended, or what it asks was settled otherwise'),
      503: page('Not available for the moment'),
    },
  });
