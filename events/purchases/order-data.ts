import { z } from 'zod';

const amount = z.number().int();

/** Which order an event is about. */
export const orderData = {
  purchaseId: z.string(),
  /** Where the order was made; `manual` for one that a colleague wrote down. */
  source: z.string(),
  currency: z.string(),
};

/** Something that was told of an order; its amount in the smallest unit of the currency. */
export const orderFact = z.strictObject({
  kind: z.enum(['ordered', 'confirmed', 'shipped', 'delivered', 'paid', 'returned', 'refunded', 'cancelled']),
  at: z.string(),
  amount: amount.nullable(),
});

/** What the facts of an order come to since. */
export const orderStanding = {
  status: z.enum(['ordered', 'confirmed', 'shipped', 'delivered', 'returned', 'cancelled']),
  booked: amount,
  net: amount,
  isPaid: z.boolean(),
  /** Whether the order counts as fully paid by what was told, or does not any more; null: it changes nothing about that. */
  became: z.enum(['paid', 'takenBack']).nullable(),
};

export const exampleOrder = {
  purchaseId: 'shop-hcm~3q2-7wQmP0v1tGZc8hJ4kL5nB6d',
  source: 'shop-hcm',
  currency: 'VND',
};
