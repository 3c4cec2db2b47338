import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const cartBought = defineEvent({
  detailType: 'lead.cart_bought',
  version: 1,
  about: 'A lead bought or ordered something after it had left a cart that was told of. Told once of such a cart.',
  data: {
    /** When the lead did something with the cart last before it was told of. */
    since: z.iso.datetime(),
    /** `site`: the tracker was told of a purchase; `order`: a shop or a colleague told of an order. */
    by: z.enum(['site', 'order']),
  },
  example: { since: '2026-11-22T03:04:05.678Z', by: 'site' },
});
