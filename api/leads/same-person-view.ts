import { z } from 'zod';
import { MergeCandidate, MergeSide } from './list-merge-candidates.ts';

/** Whether a lead is one person: who else may be it, and which leads became part of it. */
export const SamePersonView = z
  .object({
    candidates: z
      .array(MergeCandidate.omit({ lead: true }))
      .meta({ description: 'Leads that may be this person and that the caller may merge with it, the latest first' }),
    members: z
      .array(MergeSide.pick({ leadId: true, fullName: true, createdAt: true }))
      .meta({ description: 'Leads that are part of this one, as they were called before' }),
  })
  .meta({ id: 'SamePerson' });
export type SamePersonView = z.infer<typeof SamePersonView>;
