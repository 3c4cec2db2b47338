import { z } from 'zod';

/** What may be said of a person where there is a choice. */
export const Gender = z.enum(['female', 'male', 'other']);
export const AgeBand = z.enum(['under18', '18-24', '25-34', '35-44', '45-54', '55-64', '65+']);
export const Readiness = z
  .enum(['now', 'within3Months', 'within12Months', 'later', 'no'])
  .meta({ description: 'When the person says they will buy' });
export const CustomerKind = z.enum(['b2b', 'b2c']);
