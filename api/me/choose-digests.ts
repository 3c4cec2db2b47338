import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { DigestsView } from './digests-view.ts';

export const chooseDigestsRoute = defineRoute({
  id: 'chooseDigests',
  method: 'PUT',
  path: '/v1/me/digests',
  kind: 'change',
  access: 'token',
  right: 'report.read',
  throttle: 10,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('choice') }),
  body: z.strictObject({ weekly: z.boolean(), monthly: z.boolean() }),
  maxBodyKb: 1,
  answer: returns<DigestsView>(),
});

export const chooseDigestsContract = () =>
  describeRoute(chooseDigestsRoute, {
    tag: 'Reports',
    summary: 'Ask for numbers by e-mail, or for no more of them',
    description:
      'Each for themself. At the first working moment of a week or a month, in the zone of the company, the caller gets a mail about the one before: which five numbers changed most against the eight before it, why where one source, product, region, campaign, pool or rep explains at least half, and a small table. ' +
      'It counts what the caller may see by then. Whoever asks today gets the first one when the next week or month begins.',
    example: { body: { weekly: true, monthly: false } },
    answers: {
      200: json('The choice in force', DigestsView),
      400: problem('The body is not JSON.'),
      412: problem('The choice has another version by now.'),
      413: problem('The body is larger than 1 KB.'),
      422: problem('The body or the Idempotency-Key has a fault: each entry of `errors` says what to do.'),
    },
  });
