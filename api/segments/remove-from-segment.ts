import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { byHand, byHandExample, notByHand } from './keep-by-hand.ts';

export const removeFromSegmentRoute = defineRoute({
  id: 'removeFromSegment',
  method: 'DELETE',
  ...byHand,
});

export const removeFromSegmentContract = () =>
  describeRoute(removeFromSegmentRoute, {
    tag: 'Segments',
    summary: 'Take a lead out of a list that is kept by hand',
    description: 'For admins, marketers and managers, of leads that they may read. One that is not in it is answered the same.',
    example: byHandExample(),
    answers: { 204: { description: 'The lead is not in the segment' }, 422: notByHand() },
  });
