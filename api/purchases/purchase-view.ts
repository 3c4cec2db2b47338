import { z } from 'zod';
import { Moment, nextCursor } from '../words.ts';
import { offerResults } from './offer-results.ts';
import { FactKind } from './told-purchase.ts';

/** Of a currency's smallest unit. */
const amount = z.number().int();
const lines = z.array(
  z.object({
    product: z.string().exactOptional(),
    package: z.string().exactOptional(),
    name: z.string().exactOptional(),
    quantity: amount,
    amount: amount.exactOptional(),
  }),
);

const ShownFact = z.object({
  factId: z.string(),
  kind: FactKind,
  at: Moment,
  amount: amount.exactOptional(),
  items: lines.exactOptional(),
  voidedAt: Moment.exactOptional().meta({ description: 'Since when it is known never to have happened; it counts no more' }),
});

/** An order with what its facts come to. */
export const PurchaseView = z
  .object({
    purchaseId: z.string(),
    leadId: z.string().nullable().meta({ description: 'Null where the caller may not read that lead' }),
    opportunityId: z
      .string()
      .nullable()
      .meta({ description: 'The need that it was recorded for; null: none, or none that the caller may see' }),
    version: z.number().int(),
    source: z.string(),
    orderId: z.string(),
    currency: z.string(),
    recordedAt: Moment,
    status: z
      .enum(['ordered', 'confirmed', 'shipped', 'delivered', 'returned', 'cancelled'])
      .meta({ description: '`returned`, `cancelled`: all of it' }),
    value: amount.nullable().meta({ description: 'Of the whole order; null where nobody has said it' }),
    cancelled: amount,
    returned: amount,
    booked: amount.meta({ description: 'Confirmed, less what was cancelled and returned' }),
    paid: amount,
    refunded: amount,
    net: amount.meta({ description: 'Paid, less what was refunded' }),
    isPaid: z.boolean().meta({ description: 'Fully paid once, and not taken back as a whole since' }),
    paidAt: Moment.nullable().meta({ description: 'When it became so; null: it is not' }),
    items: lines,
    facts: z.array(ShownFact),
    offers: z
      .array(
        z.object({
          offerId: z.string(),
          at: Moment,
          result: z.enum(offerResults).meta({ description: '`suggested`; else why not' }),
        }),
      )
      .meta({ description: 'What was decided of the offers that follow from the order, each when it was due' }),
  })
  .meta({ id: 'Purchase' });
export type PurchaseView = z.infer<typeof PurchaseView>;

const sum = amount.nullable().meta({ description: 'In the smallest unit; null where it is more than a number tells exactly' });

const PurchaseTotal = z
  .object({
    currency: z.string(),
    orders: z.number().int(),
    paidOrders: z.number().int().meta({ description: 'Those of them that are fully paid' }),
    booked: sum,
    net: sum,
  })
  .meta({ id: 'PurchaseTotal' });

export const PurchaseListView = z
  .object({
    items: z.array(PurchaseView),
    totals: z
      .array(PurchaseTotal)
      .nullable()
      .meta({ description: 'What all orders of the lead come to, each currency by itself; with the first page, null with others' }),
    nextCursor,
  })
  .meta({ id: 'PurchaseList' });
export type PurchaseListView = z.infer<typeof PurchaseListView>;
