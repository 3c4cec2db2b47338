import { z } from 'zod';

/** How much a rep may be given. */
export const Caps = z
  .object({
    /** Leads a day, by the rep's clocks. @default - any number */
    perDay: z.number().int().min(1).max(10_000).optional(),
    /** Leads in hand at once. @default - any number */
    open: z.number().int().min(1).max(10_000).optional(),
  })
  .refine((caps) => caps.perDay !== undefined || caps.open !== undefined, 'write `perDay`, `open` or both');
export type Caps = z.infer<typeof Caps>;
