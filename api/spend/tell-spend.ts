import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { SpendView } from './spend-view.ts';
import { Day, SpendAmount, SpendCampaign, SpendCurrency, SpendOverlap, SpendSource } from './spend-words.ts';

export const tellSpendRoute = defineRoute({
  id: 'tellSpend',
  method: 'PUT',
  path: '/v1/spend',
  kind: 'configure',
  access: 'token',
  right: 'spend.keep',
  throttle: 5,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    source: SpendSource,
    campaign: SpendCampaign.default(''),
    from: Day.meta({ description: 'The first day' }),
    to: Day.meta({ description: 'The last day, which counts; within 366 days' }),
    amount: SpendAmount.nullable().meta({
      description:
        'Of all these days together: it is spread over them evenly, what is left over on the first ones. null takes back what was told',
    }),
    currency: SpendCurrency.default('VND'),
    overlap: SpendOverlap.default('refuse'),
    versions: z
      .record(z.string().regex(/^\d{4}-\d{2}$/), z.number().int().nonnegative())
      .optional()
      .meta({ description: 'Of months that were looked at before, such as {"2026-11": 3}; 0: nothing was told of it. @default - any' }),
  }),
  maxBodyKb: 8,
  answer: returns<SpendView>(),
});

export const tellSpendContract = () =>
  describeRoute(tellSpendRoute, {
    tag: 'Spend and targets',
    summary: 'Tell what advertising cost',
    description:
      'For admins and marketers. Told again it changes nothing. A correction is told with `"overlap": "replace"`; what stood before is listed in `told`.',
    example: { body: { source: 'facebook', campaign: 'tet-2027', from: '2026-11-01', to: '2026-11-30', amount: 30_000_000 } },
    answers: {
      200: json('The months as they stand', SpendView),
      400: problem('The body is not JSON.'),
      409: problem('Days have another amount already, and `overlap` does not say to replace it.'),
      412: problem('A month was changed since it was looked at.'),
      413: problem('The body is larger than 8 KB.'),
      422: problem('A field or the Idempotency-Key has a fault: each entry of `errors` says what to do.'),
    },
  });
