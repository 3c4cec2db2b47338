import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { keys, partitionId } from '../platform/keys.ts';
import { queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { lineName, type SpendLine } from './rules-line.ts';

/** What a line cost in a month. */
export const MonthSpend = z.object({
  /** Such as 2026-11. */
  month: z.string(),
  version: z.number().int().nonnegative(),
  /** As they were spelt first. */
  source: z.string(),
  campaign: z.string(),
  currency: z.string(),
  /** By the day of the month, such as `05`; a day that nobody told of is left out. */
  days: z.record(z.string(), z.number().int().nonnegative()),
  /** What was told, the newest first. */
  told: z.array(
    z.object({
      at: z.string(),
      by: z.string(),
      from: z.string(),
      to: z.string(),
      amount: z.number().int().nullable(),
      before: z.number().int(),
      file: z.string().exactOptional(),
    }),
  ),
});
export type MonthSpend = z.infer<typeof MonthSpend>;

const months = versioned<MonthSpend>({
  parse: (item) => {
    const parsed = MonthSpend.safeParse({ ...item, month: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('the spend of a month does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ month, ...spend }) => ({ ...keys.spend(month, lineName(spend)), ...spend }),
});

/** Reads what a line cost in a month as it stands now. @throws CorruptItemError */
export const readMonthSpend = (table: Pick<Table, 'get'>, month: string, line: SpendLine): Promise<MonthSpend | undefined> =>
  months.read(table, keys.spend(month, lineName(line)), { consistent: true });

/** Reads what all lines cost in a month. @throws CorruptItemError */
export async function readSpendOf(
  table: Pick<Table, 'query'>,
  month: string,
  options: { readonly consistent?: boolean } = {},
): Promise<MonthSpend[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.spendPk(month) },
    ConsistentRead: options.consistent ?? false,
  });
  return items.map(months.parse);
}

/** Returns the write of a month; refused when it was changed since it was read. */
export const putMonthSpend = (before: MonthSpend | null, after: MonthSpend): WriteItem => months.put(before, after);
