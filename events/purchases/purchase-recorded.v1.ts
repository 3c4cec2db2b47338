import { z } from 'zod';
import { defineEvent } from '../contract.ts';

const amount = z.number().int();

export const purchaseRecorded = defineEvent({
  detailType: 'purchase.recorded',
  version: 1,
  about: 'Something became known of an order: that it was made, paid, sent, cancelled, returned, in whole or in parts.',
  data: {
    purchaseId: z.string(),
    /** Where the order was made; `manual` for one that a colleague wrote down. */
    source: z.string(),
    currency: z.string(),
    /** What became known, in the order in which it happened; amounts in the smallest unit of the currency. */
    facts: z
      .array(
        z.strictObject({
          kind: z.enum(['ordered', 'confirmed', 'shipped', 'delivered', 'paid', 'returned', 'refunded', 'cancelled']),
          at: z.string(),
          amount: amount.nullable(),
        }),
      )
      .min(1),
    /** What all facts of the order come to since. */
    status: z.enum(['ordered', 'confirmed', 'shipped', 'delivered', 'returned', 'cancelled']),
    booked: amount,
    net: amount,
    isPaid: z.boolean(),
    /** Whether the order counts as fully paid by these facts, or does not any more; null: they change nothing about that. */
    became: z.enum(['paid', 'takenBack']).nullable(),
  },
  example: {
    purchaseId: 'shop-hcm~3q2-7wQmP0v1tGZc8hJ4kL5nB6d',
    source: 'shop-hcm',
    currency: 'VND',
    facts: [{ kind: 'paid', at: '2026-11-22T03:04:05.678Z', amount: 1_500_000 }],
    status: 'shipped',
    booked: 1_500_000,
    net: 1_500_000,
    isPaid: true,
    became: 'paid',
  },
});
