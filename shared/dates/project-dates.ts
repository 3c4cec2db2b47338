import type { ConfigReader } from '../config/index.ts';
import { type Lead, leadUnchanged, readLeadItself } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { Projected } from '../projecting/index.ts';
import type { DateConfig } from './date-config.ts';
import { dateKind } from './date-config.ts';
import { type DateRows, moveDateRows, readDateRows } from './date-store.ts';
import { dayOf } from './rules-day.ts';

/** What bringing rows up to date reads and writes. */
export interface DateParts {
  readonly table: Pick<Table, 'get' | 'query' | 'transact'>;
  readonly config: ConfigReader;
}

/**
 * Brings the rows of a lead's dates up to date with what it has answered, or takes them away where it is gone or was merged. Safe to repeat, at
 * once and in any order: they are written only while the lead is as it was read.
 */
export async function projectDates(leadId: LeadId, { table, config }: DateParts): Promise<Projected> {
  const dates = [...(await config.current(dateKind)).documents.values()];
  return await untilWritten(async () => {
    const lead = await readLeadItself(table, leadId, { consistent: true });
    const writes = moveDateRows(leadId, await readDateRows(table, leadId), lead ? rowsOf(lead, dates) : new Map());
    if (writes.length === 0) return 'unchanged';
    await table.transact([...writes, ...(lead ? [leadUnchanged(lead)] : [])]);
    return lead ? 'written' : 'removed';
  });
}

/** Returns the rows that a lead is to have: of a merged one the survivor has them. */
export function rowsOf({ mergedInto, extra }: Pick<Lead, 'mergedInto' | 'extra'>, dates: readonly DateConfig[]): DateRows {
  if (mergedInto !== null) return new Map();
  return new Map(
    dates.flatMap((date) => {
      const day = dayOf(date, extra);
      return day ? [[date.id, day.monthDay] as const] : [];
    }),
  );
}
