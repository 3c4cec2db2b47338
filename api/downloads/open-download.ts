import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';

/** Changes nothing, however it is opened. */
export const openDownloadRoute = defineRoute({
  id: 'openDownload',
  method: 'GET',
  path: '/v1/downloads/{token}',
  kind: 'link',
  access: 'public',
  head: true,
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const openDownloadContract = () =>
  describeRoute(openDownloadRoute, {
    tag: 'Links',
    summary: 'Take the file that a post asked for',
    description:
      'The link stands in the answer to the post, and is good for a day. It leads to an address of the file that is good for five minutes.',
    example: { params: { token: 'tq4c2t.tai-lieu.MGI3ZDZjMWU.vi.q0Jm5o1r2s3t4u5v6w7x8y9z' } },
    answers: {
      302: { description: 'Location is the file' },
      404: page('No link of ours'),
      410: page('The link has ended, or there is no such post or file any more'),
      503: page('Not available for the moment'),
    },
  });
