import { z } from 'zod';

/** Why somebody gave a lead to another owner, apart from whose turn it was. */
export const GiveReason = z.enum([
  'workload',
  'expertise',
  'language',
  'customerAsked',
  'relationship',
  'absence',
  'complaint',
  'mistake',
  'other',
]);
export type GiveReason = z.infer<typeof GiveReason>;
