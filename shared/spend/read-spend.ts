import { daysMs } from '../platform/clock.ts';
import { InvalidInputError } from '../platform/errors.ts';
import type { Table } from '../platform/table.ts';
import { type MonthSpend, readSpendOf } from './month-spend.ts';
import { monthsOf } from './rules-days.ts';
import type { SpendLine } from './rules-line.ts';

/** What a line cost on a day. */
export interface DaySpend extends SpendLine {
  readonly day: string;
  readonly amount: number;
}

/** Months that are read side by side. */
const atOnce = 12;

/** Reads what every line cost on each day of a half-open span. @throws CorruptItemError */
export async function readDaysOfSpend(table: Pick<Table, 'query'>, from: string, to: string): Promise<DaySpend[]> {
  const months = await readMonthsOfSpend(table, from, to);
  return months.flatMap(({ month, days, source, campaign, currency }) =>
    Object.entries(days).flatMap(([place, amount]) => {
      const day = `${month}-${place}`;
      return from <= day && day < to ? [{ source, campaign, currency, day, amount }] : [];
    }),
  );
}

/** Reads the months of lines that a half-open span touches, by month. @throws CorruptItemError */
export async function readMonthsOfSpend(table: Pick<Table, 'query'>, from: string, to: string): Promise<MonthSpend[]> {
  const months = monthsOf(from, lastDay(to));
  const found: MonthSpend[] = [];
  for (let start = 0; start < months.length; start += atOnce) {
    found.push(...(await Promise.all(months.slice(start, start + atOnce).map((month) => readSpendOf(table, month)))).flat());
  }
  return found;
}

const lastDay = (to: string): string => new Date(Date.parse(to) - daysMs).toISOString().slice(0, 10);

/** As much as one answer takes. */
const mostDays = 100;

/** Lists the months of lines that a half-open span touches. @throws InvalidInputError for none and for too many days */
export async function listSpend(
  table: Pick<Table, 'query'>,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<MonthSpend[]> {
  const days = (Date.parse(to) - Date.parse(from)) / daysMs;
  if (days < 1 || days > mostDays) {
    throw new InvalidInputError('These days cannot be listed.', [
      { path: 'to', message: `give a day 1 to ${mostDays} days after the first one` },
    ]);
  }
  const months = await readMonthsOfSpend(table, from, to);
  const order = ({ month, source, campaign }: MonthSpend) => `${month} ${source} ${campaign}`;
  return months.toSorted((one, other) => order(one).localeCompare(order(other)));
}
