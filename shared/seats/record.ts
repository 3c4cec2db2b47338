import { z } from 'zod';
import { LeadId, RepId, SubjectId } from '../platform/ids.ts';

/** Says that a rep owns something of a lead. It begins with the first of its subjects and ends with the last. */
export const Seat = z.object({
  leadId: LeadId,
  repId: RepId,
  /** Counts the changes of its subjects; a newer copy of the card is none. */
  version: z.number().int().positive(),
  subjects: z.array(SubjectId).min(1),
  since: z.string(),
  leadVersion: z.number().int().positive(),
  activityAt: z.string(),
  /** When the rep last asked for the lead's masked number; absent: never. */
  revealedAt: z.string().exactOptional(),
  card: z.string(),
});
export type Seat = z.infer<typeof Seat>;
