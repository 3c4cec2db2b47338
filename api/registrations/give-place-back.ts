import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { examplePlaceToken } from './show-place.ts';

/** The token is all that a request needs: no cookie and no session that another page could use in somebody's name. */
export const givePlaceBackRoute = defineRoute({
  id: 'givePlaceBack',
  method: 'POST',
  path: '/v1/places/{token}',
  kind: 'link',
  access: 'public',
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const givePlaceBackContract = () =>
  describeRoute(givePlaceBackRoute, {
    tag: 'Links',
    summary: 'Give a place at an event back, or leave the waiting list',
    description: 'What the button of the page does. The place goes to whoever waits longest. Done twice it changes nothing more.',
    example: { params: { token: examplePlaceToken } },
    answers: {
      200: page('Given back; or the event is over, and nothing changes'),
      404: page('No link of ours'),
      410: page('The place was given back before, or the link has ended'),
      503: page('Not available for the moment: press again'),
    },
  });
