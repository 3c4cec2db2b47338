import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Locale } from '../words.ts';
import { TargetListView } from './target-view.ts';

export const listTargetsRoute = defineRoute({
  id: 'listTargets',
  method: 'GET',
  path: '/v1/targets',
  kind: 'report',
  access: 'token',
  right: 'target.read',
  throttle: 10,
  query: z.strictObject({
    month: z
      .string()
      .regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/, 'write a month such as 2026-11')
      .optional()
      .meta({ description: '@default - the present month' }),
    lang: Locale.optional().meta({ description: 'The language of names. @default - as Accept-Language says' }),
  }),
  answer: returns<TargetListView>(),
});

export const listTargetsContract = () =>
  describeRoute(listTargetsRoute, {
    tag: 'Spend and targets',
    summary: 'How far reps and pools are with what they are to reach',
    description:
      'Reps see their own, leaders those of their pools and of the reps in them, managers and admins all. What is done is counted as the report `reps` counts it: on the day of each thing, for whoever had the lead then. `settable` says of whom the reader may set one.',
    example: { query: { month: '2026-11', lang: 'vi' } },
    answers: { 200: json('Found', TargetListView), 422: problem('A parameter is unknown or has a fault.') },
  });
