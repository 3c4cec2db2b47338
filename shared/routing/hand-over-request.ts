import { z } from 'zod';
import { LeadId } from '../platform/ids.ts';

/** What the work of handing a lead over is asked for by, apart from the work itself: whoever asks needs nothing that it does. */
export const handOverRequest = { kind: 'handOver' as const, schema: z.object({ leadId: LeadId }) };

/** The same of all leads that marketing has, by rules that were published. */
export const handOversRequest = {
  kind: 'lookAtMarketing' as const,
  schema: z.object({
    /** The place where the slice before ended; null: at the newest lead. */
    before: z.string().nullable(),
  }),
};
