import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { FactIdInPath, PurchaseIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { PurchaseView } from './purchase-view.ts';

export const voidPurchaseFactRoute = defineRoute({
  id: 'voidPurchaseFact',
  method: 'POST',
  path: '/v1/purchases/{purchaseId}/facts/{factId}/void',
  kind: 'change',
  access: 'token',
  right: 'purchase.void',
  missing: 'fact',
  throttle: 50,
  params: z.object({ purchaseId: PurchaseIdInPath, factId: FactIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ reason: z.enum(['mistake', 'duplicate', 'test', 'other']) }),
  answer: returns<PurchaseView>(),
});

export const voidPurchaseFactContract = () =>
  describeRoute(voidPurchaseFactRoute, {
    tag: 'Purchases',
    summary: 'Say that a fact of an order never happened',
    description:
      'For whoever answers for the figures: the rep who has the lead asks their leader. The order is what its other facts come to, and the stage of its lead follows. ' +
      'The fact stays listed with `voidedAt`: told again it counts no more, and what did happen is told as another fact.',
    example: {
      params: { purchaseId: 'shop-hcm~3q2-7wQmP0v1tGZc8hJ4kL5nB6d', factId: 'payment-1' },
      body: { reason: 'duplicate' },
    },
    answers: {
      200: json('Void, or void already', PurchaseView),
      400: problem('The body is no JSON.'),
      422: problem('The body has a fault, or the Idempotency-Key cannot be one or has named another request.'),
    },
  });
