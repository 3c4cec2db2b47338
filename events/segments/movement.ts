import { z } from 'zod';

/**
 * What brings a lead into a segment, or out of one: what is known of it, time alone, a change of the rules, a person who keeps the list, or a merge with somebody who
 * is in a list that is kept by hand.
 */
export const SegmentReason = z.enum(['evidence', 'time', 'rules', 'manual', 'merged']);
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
