import type { SpendImportView } from '../../api/spend/spend-view.ts';
import { isoTime } from '../platform/clock.ts';
import { InvalidInputError } from '../platform/errors.ts';
import type { WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { readSheets } from '../sheets/index.ts';
import { SpendOverlapError } from './errors.ts';
import { type MonthSpend, putMonthSpend, readSpendOf } from './month-spend.ts';
import { lineName } from './rules-line.ts';
import { type MonthPlan, type MonthTold, monthsTold, planMonth } from './rules-plan.ts';
import { type RowDefaults, type RowFault, SpendRows } from './rules-rows.ts';
import type { SpendParts } from './tell-spend.ts';

export interface ImportSpendAsked {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly defaults: RowDefaults;
  readonly overlap: 'refuse' | 'replace';
  readonly isCheck: boolean;
  readonly by: string;
}

/** A year of a dozen campaigns, day by day. */
const mostRows = 5_000;
/** Months of lines that one file may be of, and that one transaction takes. */
const mostMonths = 900;
const monthsAtOnce = 80;
const shown = 100;

/**
 * Takes a file of what advertising cost in, all rows or none. A file of more months of lines than a transaction takes is written in several; brought
 * again after a fault between two it goes on, because what is there already changes nothing.
 * @throws InvalidInputError with the rows that cannot be read; SheetError; SpendOverlapError
 */
export async function importSpend(
  asked: ImportSpendAsked,
  along: (view: SpendImportView) => readonly WriteItem[],
  parts: SpendParts,
): Promise<SpendImportView> {
  const { rows, months, faults } = await readFile(asked, parts.clock());
  if (!asked.isCheck && faults.length > 0) {
    const rowsWithFaults = faults.slice(0, shown).map(({ sheet, row, message }) => ({ path: `${sheet} ${row}`.trim(), message }));
    throw new InvalidInputError(
      `${faults.length} rows cannot be read; nothing was taken. ${faults.length} dòng không đọc được; chưa ghi gì.`,
      rowsWithFaults,
    );
  }
  const telling = { at: isoTime(parts.clock()), by: asked.by, file: asked.fileName };
  // What the first look finds is what is answered: a later one would find what this request has written itself.
  const first = await plansOf(months, telling, parts);
  const view = viewOf(asked, { rows, months, faults }, first);
  if (asked.isCheck) return view;
  refuseOverlaps(asked, first);
  for (let start = 0; start === 0 || start < months.length; start += monthsAtOnce) {
    const some = months.slice(start, start + monthsAtOnce);
    const isLast = start + monthsAtOnce >= months.length;
    await untilWritten(async (round) => {
      const planned = round === 1 && start === 0 ? first : await plansOf(some, telling, parts);
      const plans = planned.slice(0, some.length);
      refuseOverlaps(asked, plans);
      const writes = plans.flatMap(({ before, plan }) => (plan.after ? putMonthSpend(before ?? null, plan.after) : []));
      const all = [...writes, ...(isLast ? along(view) : [])];
      if (all.length > 0) await parts.table.transact(all);
    });
  }
  return view;
}

interface Planned {
  readonly before: MonthSpend | undefined;
  readonly plan: MonthPlan;
}

function refuseOverlaps({ overlap }: ImportSpendAsked, plans: readonly Planned[]): void {
  const overlaps = plans.flatMap(({ plan }) => plan.overlaps);
  if (overlap === 'refuse' && overlaps.length > 0) throw new SpendOverlapError(overlaps);
}

async function readFile({ fileName, bytes, defaults }: ImportSpendAsked, now: Date) {
  const rows = new SpendRows(defaults, now);
  for await (const row of readSheets(bytes, fileName)) {
    rows.take(row);
    if (rows.count > mostRows) throw new InvalidInputError(`The file has more than ${mostRows} rows: split it by time.`);
  }
  if (!rows.hasHeader) {
    throw new InvalidInputError(
      'No header was found: the first rows must name a column of days (Ngày, Day) and one of amounts (Chi phí, Cost). Không thấy dòng tiêu đề: cần có cột Ngày và cột Chi phí.',
      [{ path: 'content', message: 'name a column Ngày or Day, and one Chi phí or Cost' }],
    );
  }
  const { months, twice } = monthsTold(rows.told.map(({ told }) => told));
  if (months.length > mostMonths) throw new InvalidInputError('The file is of too many campaigns and months: split it by time.');
  const twiceFaults = twice.flatMap(({ first, second, day }): RowFault[] => {
    const [one, other] = [rows.told[first], rows.told[second]];
    if (!one || !other) return [];
    return [{ sheet: other.sheet, row: other.row, message: `row ${one.row} tells of ${day} and this campaign as well: add the two up` }];
  });
  return { rows: rows.count, months, faults: [...rows.faults, ...twiceFaults] };
}

async function plansOf(
  months: readonly MonthTold[],
  telling: { readonly at: string; readonly by: string; readonly file: string },
  { table }: SpendParts,
): Promise<Planned[]> {
  const named = [...new Set(months.map(({ month }) => month))];
  const stored = await Promise.all(named.map((month) => readSpendOf(table, month, { consistent: true })));
  const byName = new Map(stored.flat().map((one) => [`${one.month} ${lineName(one)}`, one]));
  return months.map((told) => {
    const before = byName.get(`${told.month} ${lineName(told)}`);
    return { before, plan: planMonth(told, before, telling) };
  });
}

function viewOf(
  { isCheck }: ImportSpendAsked,
  { rows, months, faults }: { readonly rows: number; readonly months: readonly MonthTold[]; readonly faults: readonly RowFault[] },
  plans: readonly Planned[],
): SpendImportView {
  const sum = (count: (plan: MonthPlan) => number) => plans.reduce((all, { plan }) => all + count(plan), 0);
  const totals = new Map<string, number>();
  for (const { currency, days } of months) {
    for (const amount of days.values()) totals.set(currency, (totals.get(currency) ?? 0) + (amount ?? 0));
  }
  return {
    isApplied: !isCheck,
    rows,
    added: sum(({ added }) => added),
    replaced: sum(({ replaced }) => replaced),
    unchanged: sum(({ unchanged }) => unchanged),
    totals: [...totals].map(([currency, amount]) => ({ currency, amount })),
    overlaps: plans.flatMap(({ plan }) => plan.overlaps).slice(0, shown),
    faults: faults.slice(0, shown),
  };
}
