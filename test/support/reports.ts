import { WorkClock } from '../../shared/calendar/index.ts';
import { WorkingHours } from '../../shared/company/hours-config.ts';
import type { Fact } from '../../shared/facts/index.ts';
import {
  BehindRun,
  Days,
  type ReadFacts,
  ReportRun,
  type ReportTable,
  reports,
  type Setting,
  type Wish,
} from '../../shared/reports/index.ts';

/** Of a company that told of no advertising. */
export const noSpend = () => Promise.resolve([]);

/** Of a company whose quarantine is empty. */
export const noneHeld = () => Promise.resolve({ posts: [], isWhole: true });

/** Reads no facts: of a company that nobody came to yet. */
export const noFacts: ReadFacts = async function* (months) {
  for (const month of months) yield { month, facts: [], unread: 0 };
};

/** Reads these facts, each under the month in which it arrived. */
export const factsReader = (facts: readonly Fact[], days: Days = vietnam): ReadFacts =>
  async function* (months) {
    const monthOf = ({ arrivedAt }: Fact) => days.dayOf(arrivedAt).slice(0, 'yyyy-mm'.length);
    for (const month of months) yield { month, facts: facts.filter((fact) => monthOf(fact) === month), unread: 0 };
  };

/** The days of a company that was always in Vietnam. */
export const vietnam = new Days([{ since: 0, timeZone: 'Asia/Ho_Chi_Minh' }]);

/** A moment of 2027 by the clocks of Vietnam, e.g. `02-05 23:59`. */
export const at = (local: string): number => Date.parse(`2027-${local.replace(' ', 'T')}:00+07:00`);

/** Reps who work from 08:00 to 12:00 and from 13:30 to 17:30 of each day but Sunday, and not at Tết; a pipeline of three stages. */
export function settingOf(setting: Partial<Setting> = {}): Setting {
  const clock = new WorkClock({ timeZone: 'Asia/Ho_Chi_Minh', workingHours: WorkingHours.parse({ publicHolidays: 'vn' }) });
  const stages = [
    { id: 'new', probability: 10 },
    { id: 'proposal', probability: 40 },
    { id: 'closing', probability: 80 },
  ];
  return {
    spend: [],
    weights: new Map(),
    workedMs: (_owner, from, to) => clock.between(from, to),
    pipelines: new Map([['sales', { id: 'sales', stages }]]),
    ...setting,
  };
}

export type Wanted = Partial<Omit<Wish, 'report' | 'range' | 'compared'>> & {
  readonly from?: string;
  readonly to?: string;
  readonly compared?: Wish['compared'];
};

/** What somebody with all rights asks of February 2027 at its end, with what a test says otherwise. */
export function wishFor(name: string, { from = '2027-02-01', to = '2027-03-01', ...wanted }: Wanted = {}): Wish {
  const report = reports.find((known) => known.name === name);
  if (!report) throw new Error(`there is no report ${name}`);
  const options = Object.fromEntries(Object.entries(report.options ?? {}).map(([option, words]) => [option, words[0] ?? '']));
  return {
    report,
    range: { from, to },
    compared: null,
    basis: report.bases[0] ?? 'event',
    by: 'none',
    touch: 'first',
    days: vietnam,
    now: at('03-01 00:00'),
    setting: settingOf(),
    cut: { kind: 'all' },
    ...wanted,
    options: { ...options, ...wanted.options },
  };
}

/** Counts a report over facts. */
export function tableOf(wish: Wish, facts: readonly Fact[]): ReportTable {
  const run = new ReportRun(wish);
  for (const fact of facts) run.take(fact);
  return run.table();
}

/** The numbers of a table, of each row by its key; null where there is none. */
export function numbersOf({ rows, total }: ReportTable): Record<string, Record<string, number | null>> {
  const values = (cells: ReportTable['total']['cells']) =>
    Object.fromEntries(Object.entries(cells).map(([name, { value }]) => [name, value]));
  return { ...Object.fromEntries(rows.map(({ key, cells }) => [key, values(cells)])), total: values(total.cells) };
}

/** Lists what is behind one number. */
export function behind(wish: Wish, facts: readonly Fact[], row: string, column: string) {
  const run = BehindRun.of(wish, row, column);
  if (!run) throw new Error(`nothing is behind ${column}`);
  for (const fact of facts) run.take(fact);
  return run.found();
}
