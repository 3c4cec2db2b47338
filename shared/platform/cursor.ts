import { z } from 'zod';

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9A-Za-z._~-]{1,64}$/;
const moment = z.iso.datetime({ precision: 3 });

/**
 * A place in an order of time, then id, as lists give it in `nextCursor`: nothing is lost when what stood there is gone. What has the
 * form of a place but names no moment of the calendar is refused as well, because it is compared with moments.
 */
export const PlaceCursor = z
  .string()
  .regex(form, { error: 'give nextCursor of the page before, unchanged', abort: true })
  .refine((place) => moment.safeParse(place.slice(0, place.indexOf('#'))).success, 'give nextCursor of the page before, unchanged');
