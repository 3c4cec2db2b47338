import { z } from 'zod';

/** What of how to reach its leads a pool, or the company, keeps from those who have them until they ask for it one by one. */
export const MaskConfig = {
  /** Phone numbers: everywhere they are shown as `+84 9•• ••• 678`, until whoever has the lead asks for the number. */
  maskNumbers: z.boolean().optional(),
  /** E-mail addresses, too: `l•••@example.vn`. */
  maskAddresses: z.boolean().optional(),
};

/** Who is shown numbers and addresses of masked leads as they are. Reps and leaders ask for each. */
export const UnmaskedRole = z.enum(['admin', 'manager']);
