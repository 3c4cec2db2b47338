import { z } from 'zod';
import { LeadId } from '../platform/ids.ts';

/** What a look at all runs of a lead is asked for by: something happened that one may wait for, or that may end one. */
export const hastenRequest = {
  kind: 'hastenEnrolments' as const,
  schema: z.object({
    leadId: LeadId,
    /** Of the sequences by which that was seen. */
    version: z.number().int().positive(),
  }),
};
