import { z } from 'zod';

/** Asks for something inside the account. `request` is read by the schema of its kind, and holds ids, enums and moments only. */
export const WorkMessage = z.object({ v: z.literal(1), kind: z.string().min(1), request: z.record(z.string(), z.unknown()) });
export type WorkMessage = z.infer<typeof WorkMessage>;
