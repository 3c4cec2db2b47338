import { z } from 'zod';
import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { RepId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { isUnusual, leastUnusual, median } from './rules-reveal.ts';

/** How far back somebody's usual reading is looked for. */
const lookedDays = 30;
const keptDays = lookedDays + 5;

/** How many numbers a rep read on a day of UTC, by its hours. */
const Readings = z.object({
  hours: z.record(z.string(), z.number().int().positive()),
  total: z.number().int().nonnegative(),
  /** When leaders were told of that day. */
  toldAt: z.string().optional(),
});
type Readings = z.infer<typeof Readings>;

/** One more number that was read. */
export interface Counted {
  /** For the transaction that reads it. */
  readonly write: WriteItem;
  /** What leaders are to be told: the first time on a day that somebody reads far more within an hour than they do. Null: nothing. */
  readonly unusual: { readonly numbers: number; readonly usual: number } | null;
}

/** Counts one more reading of a rep. Only where there are many within the hour it is looked up how many there usually are. */
export async function countReading(table: Table, repId: RepId, at: Date): Promise<Counted> {
  const [date = '', time = ''] = isoTime(at).split('T');
  const hour = time.slice(0, 2);
  const item = await table.get(keys.readOn(repId, date), { consistent: true });
  const before = item ? parse(item) : null;
  const thisHour = (before?.hours[hour] ?? 0) + 1;
  const isTold = before?.toldAt !== undefined || thisHour < leastUnusual;
  const hours = isTold ? [] : await hoursBefore(table, repId, at, { date, hour });
  const unusual = !isTold && isUnusual(thisHour, hours) ? { numbers: thisHour, usual: median(hours) } : null;
  const after: Readings = {
    ...before,
    hours: { ...before?.hours, [hour]: thisHour },
    total: (before?.total ?? 0) + 1,
    ...(unusual ? { toldAt: isoTime(at) } : {}),
  };
  return { write: put(repId, date, before, after, at), unusual };
}

/** Refused when another was counted since it was read. */
function put(repId: RepId, date: string, before: Readings | null, after: Readings, at: Date): WriteItem {
  const Item = { ...keys.readOn(repId, date), ...after, expiresAt: epochSeconds(addMs(at, keptDays * daysMs)) };
  if (before === null) return { Put: { Item, ConditionExpression: 'attribute_not_exists(pk)' } };
  return {
    Put: {
      Item,
      ConditionExpression: '#total = :total',
      ExpressionAttributeNames: { '#total': 'total' },
      ExpressionAttributeValues: { ':total': before.total },
    },
  };
}

/** Returns how many a rep read in each hour of the last 30 days in which they read any, but for the one that is running. */
async function hoursBefore(table: Table, repId: RepId, at: Date, now: { readonly date: string; readonly hour: string }): Promise<number[]> {
  const { pk, sk: last } = keys.readOn(repId, now.date);
  const { sk: first } = keys.readOn(repId, isoTime(addMs(at, -lookedDays * daysMs)).slice(0, 'yyyy-mm-dd'.length));
  const days = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':pk': pk, ':first': first, ':last': last },
  });
  return days.flatMap((day) =>
    Object.entries(parse(day).hours).flatMap(([hour, count]) => (day.sk === last && hour === now.hour ? [] : [count])),
  );
}

function parse(item: Item): Readings {
  const parsed = Readings.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('what a rep read on a day does not have the shape this version knows');
  return parsed.data;
}
