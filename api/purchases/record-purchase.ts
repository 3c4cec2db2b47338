import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { PurchaseView } from './purchase-view.ts';
import { currency, orderId, orderSource, purchaseItems, toldFacts } from './told-purchase.ts';

/** Text of a person's details; intake reads it as it reads a post. */
const detail = z.string().max(320).optional();

export const recordPurchaseRoute = defineRoute({
  id: 'recordPurchase',
  method: 'POST',
  path: '/v1/purchases',
  kind: 'change',
  access: 'token',
  right: 'purchase.import',
  throttle: 50,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    source: orderSource,
    orderId,
    buyer: z
      .strictObject({ fullName: detail, email: detail, phone: detail, province: detail })
      .meta({ description: 'Who pays. Whoever receives the goods is no part of it' }),
    currency,
    items: purchaseItems.optional().meta({ description: 'What was ordered, of the first fact `ordered` or `confirmed`' }),
    facts: toldFacts,
  }),
  maxBodyKb: 1_024,
  answer: returns<PurchaseView>(),
});

export const recordPurchaseContract = () =>
  describeRoute(recordPurchaseRoute, {
    tag: 'Purchases',
    summary: 'Tell of an order, as a shop does',
    description:
      'The buyer is found, or becomes a lead, like the sender of a post: an e-mail address is the person, a number only with a name that fits; what contradicts the record is proposed. ' +
      'An order is known by `source` and `orderId`. Told again it stays with its person, and what is new of its facts is added; facts may come in any order, and twice.',
    example: {
      body: {
        source: 'shop-hcm',
        orderId: 'DH-1024',
        buyer: { fullName: 'Nguyễn Văn An', email: 'an@example.com', phone: '0912345678' },
        currency: 'VND',
        items: [{ product: 'ban-hang', quantity: 1, amount: 1_500_000 }],
        facts: [
          { kind: 'ordered', at: '2026-11-22T03:04:05Z', amount: 1_500_000 },
          { kind: 'paid', at: '2026-11-22T03:05:00Z', amount: 500_000 },
        ],
      },
    },
    answers: {
      200: json('Recorded, or known already', PurchaseView),
      400: problem('The body is no JSON.'),
      409: problem('A fact of this id says something else.'),
      413: problem('The order is too large.'),
      422: problem(
        'The body or the Idempotency-Key has a fault, or the order would have more than 200 facts or 300 items; nothing is recorded.',
      ),
    },
  });
