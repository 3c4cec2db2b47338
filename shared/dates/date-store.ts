import { DateId, type LeadId } from '../platform/ids.ts';
import { indexes, indexKeys, keys, sortId } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import type { Listing } from '../platform/walk-index.ts';

/** Which row each date has of a lead, by its month and day. */
export type DateRows = ReadonlyMap<DateId, string>;

/** Reads the rows of a lead's dates as they stand now. */
export async function readDateRows(table: Pick<Table, 'query'>, leadId: LeadId): Promise<DateRows> {
  const items = await queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.datePrefix), ConsistentRead: true });
  return new Map(items.map((item: Item) => [DateId.parse(sortId(item)), String(item.monthDay)]));
}

/** Returns the writes that bring the rows of a lead from what stands to what is wanted; none where both are the same. */
export function moveDateRows(leadId: LeadId, stand: DateRows, wanted: DateRows): WriteItem[] {
  const gone = [...stand.keys()].filter((dateId) => !wanted.has(dateId));
  const changed = [...wanted].filter(([dateId, monthDay]) => stand.get(dateId) !== monthDay);
  return [
    ...gone.map((dateId) => ({ Delete: { Key: keys.date(leadId, dateId) } })),
    ...changed.map(([dateId, monthDay]) => ({
      Put: { Item: { ...keys.date(leadId, dateId), monthDay, ...indexKeys.date(dateId, monthDay, leadId) } },
    })),
  ];
}

/** Lists leads whose rows of a date are of these days of the year, in an order that stays. */
export const byMonthDay = (dateId: DateId, monthDays: readonly string[]): Listing => ({
  index: indexes.gsi3,
  partitions: monthDays.flatMap((monthDay) => indexKeys.datePartitions(dateId, monthDay)),
  order: 'oldestFirst',
});
