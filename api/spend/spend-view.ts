import { z } from 'zod';
import { Moment } from '../words.ts';
import { Day } from './spend-words.ts';

const amount = z.number().int();

const line = {
  source: z.string(),
  campaign: z.string().meta({ description: 'Empty for what is of no campaign' }),
  currency: z.string(),
  month: z.string().meta({ description: 'Such as 2026-11' }),
};

export const SpendMonthView = z
  .object({
    ...line,
    version: z.number().int().meta({ description: 'Give it in `versions` to change what you saw, and nothing newer' }),
    total: amount.meta({ description: 'Of the days that are listed, in the smallest unit' }),
    days: z.array(z.object({ day: Day, amount })),
    told: z
      .array(
        z.object({
          at: Moment,
          by: z.string(),
          from: Day,
          to: Day,
          amount: amount.nullable().meta({ description: 'Of these days together, within the month; null: it was taken back' }),
          before: amount.meta({ description: 'What the same days had until then' }),
          file: z.string().nullable(),
        }),
      )
      .meta({ description: 'What was told last, the newest first, twelve at most' }),
  })
  .meta({ id: 'SpendMonth', description: 'What a source or a campaign of it cost in a month, day by day' });
export type SpendMonthView = z.infer<typeof SpendMonthView>;

export const SpendView = z.object({ items: z.array(SpendMonthView) }).meta({ id: 'Spend' });
export type SpendView = z.infer<typeof SpendView>;

export const SpendImportView = z
  .object({
    isApplied: z.boolean().meta({ description: 'False for a check' }),
    rows: z.number().int().meta({ description: 'Rows that were read, without the header' }),
    added: z.number().int().meta({ description: 'Days that had no amount' }),
    replaced: z.number().int().meta({ description: 'Days that had another amount' }),
    unchanged: z.number().int().meta({ description: 'Days that had this very amount: the file was brought before' }),
    totals: z.array(z.object({ currency: z.string(), amount })),
    overlaps: z
      .array(z.object({ source: z.string(), campaign: z.string(), currency: z.string(), day: Day, amount, before: amount }))
      .meta({ description: 'Days that have another amount, a hundred at most' }),
    faults: z
      .array(z.object({ sheet: z.string(), row: z.number().int(), message: z.string() }))
      .meta({ description: 'Rows that cannot be read, a hundred at most' }),
  })
  .meta({ id: 'SpendImport' });
export type SpendImportView = z.infer<typeof SpendImportView>;
