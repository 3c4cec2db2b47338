import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const offerSuggested = defineEvent({
  detailType: 'offer.suggested',
  version: 1,
  about: 'Something is to be offered to a person who has bought something else.',
  data: {
    offerId: z.string(),
    /** The order that it follows from. */
    purchaseId: z.string(),
    /** What is to be offered. */
    product: z.string(),
    package: z.string().nullable(),
    kind: z.enum(['crossSell', 'upsell']),
    /** `task`: somebody is to call; `tag`: nobody is asked to do anything. */
    as: z.enum(['task', 'tag']),
  },
  example: {
    offerId: 'ke-toan-sau-ban-hang',
    purchaseId: 'shop-hcm~3q2-7wQmP0v1tGZc8hJ4kL5nB6d',
    product: 'ke-toan',
    package: null,
    kind: 'crossSell',
    as: 'task',
  },
});
