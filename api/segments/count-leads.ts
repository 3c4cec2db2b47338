import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { CountView } from './count-view.ts';

export const CountRequest = z.strictObject({
  rule: z.unknown().meta({ description: 'The rule of a segment, as in a document of the kind `segments`; nobody need have published it' }),
});
export type CountRequest = z.infer<typeof CountRequest>;

export const countLeadsRoute = defineRoute({
  id: 'countLeads',
  method: 'POST',
  path: '/v1/segments/count',
  kind: 'long',
  access: 'token',
  right: 'segment.count',
  // While somebody types; each may read some thousand leads.
  throttle: 2,
  query: NoQuery,
  body: CountRequest,
  maxBodyKb: 64,
  answer: returns<CountView>(),
});

export const countLeadsContract = () =>
  describeRoute(countLeadsRoute, {
    tag: 'Segments',
    summary: 'How many leads a rule takes in',
    description:
      'For admins, managers and marketers, while a rule is written. Where there are few leads each is looked at; else one in 256, and the answer says how far it can be believed. ' +
      'A manager of regions is told of leads there. Nothing is changed, so an Idempotency-Key has no effect.',
    example: { body: { rule: { stage: ['customer', 'repeat'], lastPaid: { beforeDays: 90 } } } },
    answers: {
      200: json('How many', CountView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 64 KB.'),
      422: problem('The rule has faults, each with its path.'),
    },
  });
