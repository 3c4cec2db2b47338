import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { LeadIdInPath, SegmentIdInPath } from '../ids.ts';
import { exampleLeadId } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';

const byHand = {
  path: '/v1/segments/{segmentId}/leads/{leadId}',
  kind: 'change',
  access: 'token',
  right: 'segment.keep',
  missing: 'lead',
  throttle: 50,
  params: z.object({ segmentId: SegmentIdInPath, leadId: LeadIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
} as const;

export const addToSegmentRoute = defineRoute({ ...byHand, id: 'addToSegment', method: 'PUT' });
export const removeFromSegmentRoute = defineRoute({ ...byHand, id: 'removeFromSegment', method: 'DELETE' });

const example = () => ({ params: { segmentId: 'khach-vip', leadId: exampleLeadId } });
const wrong = () =>
  problem('Leads come into this segment, and go, by its rule; or the Idempotency-Key cannot be one, or has named another request.');

export const addToSegmentContract = () =>
  describeRoute(addToSegmentRoute, {
    tag: 'Segments',
    summary: 'Put a lead into a list that is kept by hand',
    description:
      'For admins, marketers and managers, of leads that they may read. The history tells who did it, and what waits for the segment may begin. ' +
      'A lead that is in it already stays in it, so that the request may be repeated.',
    example: example(),
    answers: { 204: { description: 'The lead is in the segment' }, 422: wrong() },
  });

export const removeFromSegmentContract = () =>
  describeRoute(removeFromSegmentRoute, {
    tag: 'Segments',
    summary: 'Take a lead out of a list that is kept by hand',
    description: 'For admins, marketers and managers, of leads that they may read. One that is not in it is answered the same.',
    example: example(),
    answers: { 204: { description: 'The lead is not in the segment' }, 422: wrong() },
  });
