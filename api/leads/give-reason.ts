import { z } from 'zod';

/** Why somebody says who is to have a lead, or that nobody is. */
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
