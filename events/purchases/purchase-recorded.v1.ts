import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { exampleOrder, orderData, orderFact, orderStanding } from './order-data.ts';

export const purchaseRecorded = defineEvent({
  detailType: 'purchase.recorded',
  version: 1,
  about: 'Something became known of an order: that it was made, paid, sent, cancelled, returned, in whole or in parts.',
  data: {
    ...orderData,
    /** What became known, in the order in which it happened. */
    facts: z.array(orderFact).min(1),
    ...orderStanding,
  },
  example: {
    ...exampleOrder,
    facts: [{ kind: 'paid', at: '2026-11-22T03:04:05.678Z', amount: 1_500_000 }],
    status: 'shipped',
    booked: 1_500_000,
    net: 1_500_000,
    isPaid: true,
    became: 'paid',
  },
});
