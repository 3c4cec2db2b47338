import { z } from 'zod';
import { largestAmount } from '../money-words.ts';

/** A month of the company's calendar in an address, such as 2026-11. */
export const MonthInPath = z.string().refine((month) => /^20\d{2}-(?:0[1-9]|1[0-2])$/.test(month));

/** What can be aimed at, as the report `reps` counts it: each thing for whoever had the lead at that moment. */
export const TargetMetric = z.enum(['attempts', 'contacts', 'mql', 'sql', 'sqo', 'customers', 'won', 'net']).meta({
  description: 'A column of the report `reps`; `net` is net revenue in dong',
});
export type TargetMetric = z.infer<typeof TargetMetric>;

const bandName = z.string().trim().min(1).max(40);

export const TargetBand = z.strictObject({
  fromPercent: z.number().int().min(0).max(1_000),
  names: z.strictObject({ vi: bandName, en: bandName }),
});

export const TargetGoals = z
  .array(z.strictObject({ metric: TargetMetric, amount: z.number().int().positive().max(largestAmount) }))
  .max(8)
  .refine((goals) => new Set(goals.map(({ metric }) => metric)).size === goals.length, 'name each metric once')
  .meta({ description: 'How much of what within the month; none: there is no target any more' });

export const TargetBands = z
  .array(TargetBand)
  .min(1)
  .max(8)
  .refine((bands) => bands[0]?.fromPercent === 0, 'begin with a band from 0 percent')
  .refine(
    (bands) => bands.every(({ fromPercent }, place) => place === 0 || fromPercent > (bands[place - 1]?.fromPercent ?? 0)),
    'write bands in order, each from more percent than the one before',
  );
