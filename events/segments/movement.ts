import { z } from 'zod';

/**
 * What brings a lead into a segment, or out of one: what is known of it, time alone, a change of the rules, or a person who keeps the list.
 */
export const SegmentReason = z.enum(['evidence', 'time', 'rules', 'manual']);
export type SegmentReason = z.infer<typeof SegmentReason>;

/** What there is to tell of either way. */
export const movement = {
  segmentId: z.string(),
  /** One up each time that the lead comes in or goes: with lead and segment it names the movement. */
  seq: z.number().int().positive(),
  reason: SegmentReason,
  /** Of the segments by which it was decided. */
  rulesVersion: z.number().int(),
  /** Whether something may begin because of it. False where rules were changed: the lead is what it was before. */
  starts: z.boolean(),
};
