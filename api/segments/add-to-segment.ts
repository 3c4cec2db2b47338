import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { byHand, byHandExample, notByHand } from './keep-by-hand.ts';

export const addToSegmentRoute = defineRoute({
  id: 'addToSegment',
  method: 'PUT',
  ...byHand,
});

export const addToSegmentContract = () =>
  describeRoute(addToSegmentRoute, {
    tag: 'Segments',
    summary: 'Put a lead into a list that is kept by hand',
    description:
      'For admins, marketers and managers, of leads that they may read. The history tells who did it, and what waits for the segment may begin. ' +
      'A lead that is in it already stays in it, so that the request may be repeated.',
    example: byHandExample(),
    answers: { 204: { description: 'The lead is in the segment' }, 422: notByHand() },
  });
