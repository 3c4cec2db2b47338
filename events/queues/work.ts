import { z } from 'zod';

/** Asks for something inside the account. `request` is read by the schema of its kind, and holds ids, enums and moments only. */
export const WorkMessage = z.object({ v: z.literal(1), kind: z.string().min(1), request: z.record(z.string(), z.unknown()) });
export type WorkMessage = z.infer<typeof WorkMessage>;

/** Has a call to a foreign address made, or looked at again; what it says lies in the call's own item. */
export const CallMessage = z.object({ v: z.literal(1), kind: z.string().min(1), callId: z.string().min(1) });
export type CallMessage = z.infer<typeof CallMessage>;
