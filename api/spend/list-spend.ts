import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { SpendView } from './spend-view.ts';
import { Day } from './spend-words.ts';

export const listSpendRoute = defineRoute({
  id: 'listSpend',
  method: 'GET',
  path: '/v1/spend',
  kind: 'configure',
  access: 'token',
  right: 'spend.keep',
  throttle: 10,
  query: z.strictObject({
    from: Day.meta({ description: 'The first day' }),
    to: Day.meta({ description: 'The day after the last one; at most a hundred days later' }),
  }),
  answer: returns<SpendView>(),
});

export const listSpendContract = () =>
  describeRoute(listSpendRoute, {
    tag: 'Spend and targets',
    summary: 'What advertising cost',
    description: 'For admins and marketers: by source, campaign, currency and month, day by day.',
    example: { query: { from: '2026-11-01', to: '2026-12-01' } },
    answers: { 200: json('Found', SpendView), 422: problem('A parameter is unknown or has a fault, or the days are too many.') },
  });
