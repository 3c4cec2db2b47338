import { z } from 'zod';
import { defineEvent } from '../contract.ts';

const amount = z.number().int();

export const purchaseFactVoided = defineEvent({
  detailType: 'purchase.fact_voided',
  version: 1,
  about: 'Something that was told of an order turned out never to have happened, and counts no more.',
  data: {
    purchaseId: z.string(),
    /** Where the order was made; `manual` for one that a colleague wrote down. */
    source: z.string(),
    currency: z.string(),
    reason: z.enum(['mistake', 'duplicate', 'test', 'other']),
    /** What had been told; its amount in the smallest unit of the currency. */
    fact: z.strictObject({
      kind: z.enum(['ordered', 'confirmed', 'shipped', 'delivered', 'paid', 'returned', 'refunded', 'cancelled']),
      at: z.string(),
      amount: amount.nullable(),
    }),
    /** What the other facts of the order come to. */
    status: z.enum(['ordered', 'confirmed', 'shipped', 'delivered', 'returned', 'cancelled']),
    booked: amount,
    net: amount,
    isPaid: z.boolean(),
    /** Whether the order counts as fully paid without it, or does not any more; null: it changes nothing about that. */
    became: z.enum(['paid', 'takenBack']).nullable(),
  },
  example: {
    purchaseId: 'shop-hcm~3q2-7wQmP0v1tGZc8hJ4kL5nB6d',
    source: 'shop-hcm',
    currency: 'VND',
    reason: 'duplicate',
    fact: { kind: 'paid', at: '2026-11-22T03:04:05.678Z', amount: 1_500_000 },
    status: 'confirmed',
    booked: 1_500_000,
    net: 0,
    isPaid: false,
    became: 'takenBack',
  },
});
