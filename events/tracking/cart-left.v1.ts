import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const cartLeft = defineEvent({
  detailType: 'lead.cart_left',
  version: 1,
  about: 'A lead put something into a cart on the site and left it there: nothing was bought or ordered since. Told once of a cart.',
  data: {
    /** How far it came: `checkout`, the lead had begun to pay. */
    state: z.enum(['open', 'checkout']),
    /** When the lead did something with it last. */
    since: z.iso.datetime(),
  },
  example: { state: 'checkout', since: '2026-11-22T03:04:05.678Z' },
});
