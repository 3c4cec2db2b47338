import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { SegmentListView } from './segment-view.ts';

export const listSegmentsRoute = defineRoute({
  id: 'listSegments',
  method: 'GET',
  path: '/v1/segments',
  kind: 'long',
  access: 'token',
  right: 'segment.count',
  throttle: 10,
  query: NoQuery,
  answer: returns<SegmentListView>(),
});

export const listSegmentsContract = () =>
  describeRoute(listSegmentsRoute, {
    tag: 'Segments',
    summary: 'The segments, with how many leads were in each when they were counted',
    description:
      'For admins, managers and marketers, in one page: there are two hundred at most. What their rules are is read by `GET /v1/config/segments`.',
    example: {},
    answers: { 200: json('Found', SegmentListView), 422: problem('A parameter is unknown.') },
  });
