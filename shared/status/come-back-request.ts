import { z } from 'zod';
import { LeadId } from '../platform/ids.ts';
import { askFor, type WorkRequest } from '../work/index.ts';

/** What the work of bringing a lead back is asked for by, apart from the work itself: whoever asks needs nothing that it does. */
export const comeBackRequest = {
  kind: 'comeBack' as const,
  schema: z.object({
    leadId: LeadId,
    by: z.enum(['heat', 'act']),
    /** When it happened: a status that was set later stays. */
    at: z.iso.datetime(),
  }),
};
export type ComeBackRequest = z.infer<typeof comeBackRequest.schema>;

/** Returns the message that has a lead brought back by something that it did. */
export const askToComeBack = (request: ComeBackRequest): WorkRequest => askFor(comeBackRequest, request);
