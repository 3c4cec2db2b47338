import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { OpportunityIdInPath } from '../ids.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { PurchaseView } from './purchase-view.ts';
import { currency, orderId, orderSource, purchaseItems, toldFacts } from './told-purchase.ts';

export const recordLeadPurchaseRoute = defineRoute({
  id: 'recordLeadPurchase',
  method: 'POST',
  path: '/v1/leads/{leadId}/purchases',
  kind: 'change',
  access: 'token',
  right: 'purchase.record',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    source: orderSource.optional().meta({ description: 'A shop, for callers who may tell of anybody’s orders. @default - `manual`' }),
    orderId: orderId.optional().meta({ description: '@default - made of what is told, so that the same request is the same order' }),
    currency,
    items: purchaseItems.optional().meta({ description: 'What was ordered, of the first fact `ordered` or `confirmed`' }),
    facts: toldFacts,
    opportunityId: OpportunityIdInPath.optional().meta({ description: 'The opportunity of the lead that the order is for' }),
  }),
  maxBodyKb: 1_024,
  answer: returns<PurchaseView>(),
});

export const recordLeadPurchaseContract = () =>
  describeRoute(recordLeadPurchaseRoute, {
    tag: 'Purchases',
    summary: 'Record an order of a lead',
    description:
      'An order that is for an opportunity names it. Once it is fully paid, whoever has that opportunity is told by a task to close it, if the sale is done: no payment closes a sale by itself.',
    example: {
      params: { leadId: exampleLeadId },
      body: { currency: 'VND', facts: [{ kind: 'confirmed', at: '2026-11-22T03:04:05Z', amount: 1_500_000 }] },
    },
    answers: {
      200: json('Recorded, or known already', PurchaseView),
      400: problem('The body is no JSON.'),
      409: problem('The order is recorded for somebody else, or not for this opportunity, or a fact of this id says something else.'),
      413: problem('The order is too large.'),
      422: problem(
        'The body or the Idempotency-Key has a fault, or the order would have more than 200 facts or 300 items; nothing is recorded.',
      ),
    },
  });
