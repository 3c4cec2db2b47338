import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { OverlapView } from './count-view.ts';

const segmentId = z.string().min(1).max(64).meta({ description: 'A segment, by a rule or by hand' });
export const OverlapRequest = z.strictObject({ a: segmentId, b: segmentId });
export type OverlapRequest = z.infer<typeof OverlapRequest>;

export const overlapSegmentsRoute = defineRoute({
  id: 'overlapSegments',
  method: 'POST',
  path: '/v1/segments/overlap',
  kind: 'long',
  access: 'token',
  right: 'segment.count',
  throttle: 1,
  query: NoQuery,
  body: OverlapRequest,
  maxBodyKb: 4,
  answer: returns<OverlapView>(),
});

export const overlapSegmentsContract = () =>
  describeRoute(overlapSegmentsRoute, {
    tag: 'Segments',
    summary: 'How many leads two segments have in common',
    description:
      'For admins, managers and marketers, counted as by `POST /v1/segments/count`, by the published rules. Of a list by hand each lead is looked at, which figures say by `low` and `high`. ' +
      'Nothing is changed, so an Idempotency-Key has no effect.',
    example: { body: { a: 'mua-mot-lan', b: 'khach-lau-khong-mua' } },
    answers: {
      200: json('How many are in each, and in both', OverlapView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('There is no such segment, or it is a list by hand of 4,000 leads or more.'),
    },
  });
