import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { PurchaseIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { PurchaseView } from './purchase-view.ts';
import { toldFacts } from './told-purchase.ts';

export const addPurchaseFactsRoute = defineRoute({
  id: 'addPurchaseFacts',
  method: 'PATCH',
  path: '/v1/purchases/{purchaseId}',
  kind: 'change',
  access: 'token',
  right: 'purchase.record',
  missing: 'purchase',
  throttle: 50,
  params: z.object({ purchaseId: PurchaseIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ facts: toldFacts }),
  maxBodyKb: 1_024,
  answer: returns<PurchaseView>(),
});

export const addPurchaseFactsContract = () =>
  describeRoute(addPurchaseFactsRoute, {
    tag: 'Purchases',
    summary: 'Tell what happened to an order',
    description:
      'Facts are added, in whichever order they become known; one that is known already changes nothing. So two who tell of an order do not overwrite each other, and no version is asked for. ' +
      'An order counts as fully paid once the money covers what it is worth, less what was cancelled and returned, and until all of it is cancelled, returned or refunded.',
    example: {
      params: { purchaseId: 'shop-hcm~3q2-7wQmP0v1tGZc8hJ4kL5nB6d' },
      body: { facts: [{ kind: 'paid', at: '2026-11-23T03:04:05Z', amount: 1_000_000 }] },
    },
    answers: {
      200: json('Recorded, or known already', PurchaseView),
      400: problem('The body is no JSON.'),
      409: problem('A fact of this id says something else.'),
      413: problem('The request is too large.'),
      422: problem(
        'The body or the Idempotency-Key has a fault, or the order would have more than 200 facts or 300 items; nothing is recorded.',
      ),
    },
  });
