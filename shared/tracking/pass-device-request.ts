import { z } from 'zod';
import { LeadId, VisitorId } from '../platform/ids.ts';

/** What is asked for where posts on a device, or links of mails that were opened there, turn out to be another lead's. */
export const passDeviceRequest = {
  kind: 'passDevice' as const,
  schema: z.object({
    visitorId: VisitorId,
    /** The leads by which the device's identity may name them. */
    from: z.array(LeadId),
    to: LeadId,
    /** When the posts were sent, on the scale of the visitor's events. */
    moments: z.array(z.string()),
    /** To which records mails were written whose links were opened on the device. @default - none */
    mailsOf: z.array(LeadId).exactOptional(),
  }),
};
