import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';

/** A token of a place: the form, the edition of its event, and the code that is shown at the door. */
export const examplePlaceToken = 'tq4c2t.hoi-thao.1.K7AB91ZZ.vi.q0Jm5o1r2s3t4u5v6w7x8y9z';

/** Changes nothing: programs that look at links before people do open it first. */
export const showPlaceRoute = defineRoute({
  id: 'showPlace',
  method: 'GET',
  path: '/v1/places/{token}',
  kind: 'link',
  access: 'public',
  head: true,
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const showPlaceContract = () =>
  describeRoute(showPlaceRoute, {
    tag: 'Links',
    summary: 'The page of a place at an event',
    description:
      'The link stands in the mail to whoever registered. The page says when and where, and has a button to give the place back.',
    example: { params: { token: examplePlaceToken } },
    answers: {
      200: page('The place, or that its person waits for one'),
      404: page('No link of ours'),
      410: page('The place was given back, or the link has ended'),
      503: page('Not available for the moment'),
    },
  });
