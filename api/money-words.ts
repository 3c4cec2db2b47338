import { z } from 'zod';

/** As large as an amount may be told: sums of all that one record holds stay exact. */
export const largestAmount = 9_000_000_000_000;

/** A code that somebody uses: records are read by its shape alone, because money that is stored stays money. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'write the currency as ISO 4217 does, e.g. VND', abort: true })
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'there is no such currency: write it as ISO 4217 does, e.g. VND');
