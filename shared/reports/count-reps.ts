import { readDays } from './read-days.ts';
import { readFor } from './read-for.ts';
import { dayBehind, daysBetween } from './rules-days.ts';
import { ReportRun } from './rules-run.ts';
import type { ShowReportParts } from './show-report.ts';
import { readWish } from './wish.ts';

/** A rep or a pool, of which something is counted. */
interface Counted {
  readonly kind: 'rep' | 'pool';
  readonly id: string;
}

/** The counting of what reps and pools did in a month. */
export interface MonthOfReps {
  readonly month: string;
  /** How much of its days is over. */
  readonly passedPercent: number;
  /** Reads what was done; nothing is read where nobody is asked for. Returns a column of the report `reps`, money in dong. */
  read(whose: readonly Counted[]): Promise<(one: Counted, column: string) => number>;
}

/** Counts what all reps and pools did in a month, as the report `reps` does, whoever asks: who is told of which of them is for the caller to know. */
export async function countReps(asked: string | undefined, parts: ShowReportParts): Promise<MonthOfReps> {
  const days = await readDays(parts.config);
  const today = days.dayOf(parts.clock().getTime());
  const month = asked ?? today.slice(0, 'yyyy-mm'.length);
  const from = `${month}-01`;
  const to = `${dayBehind(from, 31).slice(0, 'yyyy-mm'.length)}-01`;
  const length = daysBetween(from, to);
  const passed = Math.min(length, Math.max(0, daysBetween(from, today)));
  return {
    month,
    passedPercent: Math.floor((passed * 100) / length),
    async read(whose) {
      if (whose.length === 0) return () => 0;
      const wishBy = (by: 'rep' | 'pool') =>
        readWish('reps', { from, to, by, touch: 'first' }, { role: 'admin', userId: 'targets' }, parts);
      const [ofReps, ofPools] = await Promise.all([wishBy('rep'), wishBy('pool')]);
      const runs = { rep: new ReportRun(ofReps), pool: new ReportRun(ofPools) };
      await readFor(ofReps, parts.readFacts, (fact) => {
        runs.rep.take(fact);
        runs.pool.take(fact);
      });
      const rowsOf = (run: ReportRun) => new Map(run.table().rows.map(({ key, cells }) => [key, cells]));
      const tables = { rep: rowsOf(runs.rep), pool: rowsOf(runs.pool) };
      return ({ kind, id }, column) => tables[kind].get(id)?.[column === 'net' ? 'net:VND' : column]?.value ?? 0;
    },
  };
}
