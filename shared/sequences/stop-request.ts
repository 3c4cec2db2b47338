import { z } from 'zod';
import { LeadId } from '../platform/ids.ts';

/** What ending the runs of a lead is asked for by: its person answered a mail. */
export const stopRequest = {
  kind: 'stopRunsByReply' as const,
  schema: z.object({
    leadId: LeadId,
    /** The entry that tells of the answer. */
    entryId: z.string(),
    repliedAt: z.iso.datetime(),
    /** Of the sequences by which that was seen. */
    version: z.number().int().positive(),
  }),
};
