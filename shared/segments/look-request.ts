import { z } from 'zod';
import { LeadId, SegmentId } from '../platform/ids.ts';

/** What a look at a lead's segments is asked for by, apart from the work itself. */
export const lookRequest = {
  kind: 'lookAtSegments' as const,
  schema: z.discriminatedUnion('by', [
    z.object({
      by: z.literal('evidence'),
      leadId: LeadId,
      /** Those that something which happened may have moved the lead into, or out of. */
      segmentIds: z.array(SegmentId).min(1),
      /** Of the segments by which that was seen. */
      version: z.number().int().positive(),
    }),
    z.object({
      by: z.literal('time'),
      leadId: LeadId,
      /** When the timer was due: the clock of whoever looks may be a moment behind. */
      dueAt: z.iso.datetime(),
    }),
  ]),
};
