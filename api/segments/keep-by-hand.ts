import { z } from 'zod';
import { idempotencyKey } from '../idempotency-key.ts';
import { LeadIdInPath, SegmentIdInPath } from '../ids.ts';
import { exampleLeadId } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { NoQuery } from '../words.ts';

/** What putting a lead into a list that is kept by hand, and taking it out, have in common. */
export const byHand = {
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

export const byHandExample = () => ({ params: { segmentId: 'khach-vip', leadId: exampleLeadId } });

export const notByHand = () =>
  problem('Leads come into this segment, and go, by its rule; or the Idempotency-Key cannot be one, or has named another request.');
