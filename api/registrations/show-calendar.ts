import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { examplePlaceToken } from './show-place.ts';

/** Changes nothing, however often calendars ask. */
export const showCalendarRoute = defineRoute({
  id: 'showCalendar',
  method: 'GET',
  path: '/v1/places/{token}/calendar',
  kind: 'link',
  access: 'public',
  head: true,
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const showCalendarContract = () =>
  describeRoute(showCalendarRoute, {
    tag: 'Links',
    summary: 'An event for the calendar of somebody who has a place',
    description:
      'A file of RFC 5545, as it is attached to the mail: the same UID for every version of the event, and a SEQUENCE that counts up.',
    example: { params: { token: examplePlaceToken } },
    answers: {
      200: { description: 'The event', mediaType: 'text/calendar', schema: z.string() },
      404: page('No link of ours'),
      410: page('There is no place any more, or the link has ended'),
      503: page('Not available for the moment'),
    },
  });
