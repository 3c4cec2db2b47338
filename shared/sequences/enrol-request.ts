import { z } from 'zod';
import { EntryId, LeadId, SequenceId } from '../platform/ids.ts';
import { About } from './enrolment.ts';

/** What putting a lead into a sequence is asked for by, apart from the work itself. */
export const enrolRequest = {
  kind: 'enrolLead' as const,
  schema: z.object({
    leadId: LeadId,
    sequenceId: SequenceId,
    /** Of the history: what happened, and when. */
    entryId: EntryId,
    happenedAt: z.iso.datetime(),
    about: About,
    /** Of the sequences by which that was seen. */
    version: z.number().int().positive(),
  }),
};
