import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleSegmentId, SegmentPath } from './segment-path.ts';
import { SegmentCountView } from './segment-view.ts';

export const countSegmentRoute = defineRoute({
  id: 'countSegment',
  method: 'POST',
  path: '/v1/segments/{segmentId}/count',
  kind: 'long',
  access: 'token',
  right: 'segment.count',
  missing: 'segment',
  throttle: 1,
  params: SegmentPath,
  query: NoQuery,
  answer: returns<SegmentCountView>(),
});

export const countSegmentContract = () =>
  describeRoute(countSegmentRoute, {
    tag: 'Segments',
    summary: 'Count the leads of a segment, each of them',
    description:
      'For admins, managers and marketers. Some four hundred leads a second are counted while nobody waits; `GET` tells how far it is. Who asks while somebody counts joins them, ' +
      'so a request may be repeated, and an Idempotency-Key has no effect.',
    example: { params: { segmentId: exampleSegmentId } },
    answers: {
      202: json('They are counted', SegmentCountView),
      422: problem('A parameter is wrong or unknown.'),
    },
  });
