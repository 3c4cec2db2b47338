import { z } from 'zod';
import { LeadId, SequenceId, StepId } from '../platform/ids.ts';

/** What the next step of a run is asked for by, apart from the work itself. */
export const advanceRequest = {
  kind: 'advanceEnrolment' as const,
  schema: z.object({
    leadId: LeadId,
    sequenceId: SequenceId,
    run: z.number().int().positive(),
    stepId: StepId,
    /** When the timer was due: the clock of whoever looks may be a moment behind. */
    dueAt: z.iso.datetime(),
  }),
};
