import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { exampleOrder, orderData, orderFact, orderStanding } from './order-data.ts';

export const purchaseFactVoided = defineEvent({
  detailType: 'purchase.fact_voided',
  version: 1,
  about: 'Something that was told of an order turned out never to have happened, and counts no more.',
  data: {
    ...orderData,
    reason: z.enum(['mistake', 'duplicate', 'test', 'other']),
    /** What had been told. The order stands as its other facts come to. */
    fact: orderFact,
    ...orderStanding,
  },
  example: {
    ...exampleOrder,
    reason: 'duplicate',
    fact: { kind: 'paid', at: '2026-11-22T03:04:05.678Z', amount: 1_500_000 },
    status: 'confirmed',
    booked: 1_500_000,
    net: 0,
    isPaid: false,
    became: 'takenBack',
  },
});
