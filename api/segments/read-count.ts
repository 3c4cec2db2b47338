import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleSegmentId, SegmentPath } from './segment-path.ts';
import { SegmentCountView } from './segment-view.ts';

export const readCountRoute = defineRoute({
  id: 'readSegmentCount',
  method: 'GET',
  path: '/v1/segments/{segmentId}/count',
  kind: 'long',
  access: 'token',
  right: 'segment.count',
  missing: 'segment',
  throttle: 10,
  params: SegmentPath,
  query: NoQuery,
  answer: returns<SegmentCountView>(),
});

export const readCountContract = () =>
  describeRoute(readCountRoute, {
    tag: 'Segments',
    summary: 'How many leads are in a segment',
    description:
      'For admins, managers and marketers: the last count that `POST` began, and how far the next one is. A manager of regions is told of leads there.',
    example: { params: { segmentId: exampleSegmentId } },
    answers: { 200: json('Found', SegmentCountView), 422: problem('A parameter is wrong or unknown.') },
  });
