import type { MonthSpend } from './month-spend.ts';
import { daysOf, monthOf, spread } from './rules-days.ts';
import { lineName, type SpendLine } from './rules-line.ts';

/** What somebody tells of a line. */
export interface SpendTold extends SpendLine {
  readonly from: string;
  /** The last day. */
  readonly to: string;
  /** Of all the days together, in the smallest unit; null takes back what was told of them. */
  readonly amount: number | null;
}

/** A month of a line with what is told of its days. */
export interface MonthTold extends SpendLine {
  readonly month: string;
  readonly days: ReadonlyMap<string, number | null>;
}

/** Two of what is told at once are of one day of one line, by their places. */
export interface ToldTwice {
  readonly first: number;
  readonly second: number;
  readonly day: string;
}

/** Spreads what is told over the days, month by month. */
export function monthsTold(told: readonly SpendTold[]): { readonly months: readonly MonthTold[]; readonly twice: readonly ToldTwice[] } {
  const months = new Map<string, SpendLine & { readonly month: string; readonly days: Map<string, number | null> }>();
  const places = new Map<string, number>();
  const twice = new Map<number, ToldTwice>();
  told.forEach(({ from, to, amount, ...line }, second) => {
    const days = daysOf(from, to);
    const parts = amount === null ? null : spread(amount, days.length);
    const name = lineName(line);
    days.forEach((day, at) => {
      const first = places.get(`${day} ${name}`);
      if (first !== undefined) {
        if (!twice.has(second)) twice.set(second, { first, second, day });
        return;
      }
      places.set(`${day} ${name}`, second);
      const month = monthOf(day);
      const { source, campaign, currency } = line;
      const one = months.get(`${month} ${name}`) ?? { source, campaign, currency, month, days: new Map<string, number | null>() };
      months.set(`${month} ${name}`, one);
      one.days.set(day, parts?.[at] ?? null);
    });
  });
  return { months: [...months.values()], twice: [...twice.values()] };
}

/** A day that has another amount already. */
export interface SpendOverlap extends SpendLine {
  readonly day: string;
  readonly amount: number;
  readonly before: number;
}

export interface MonthPlan {
  /** Null where nothing changes. */
  readonly after: MonthSpend | null;
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly overlaps: readonly SpendOverlap[];
}

interface Telling {
  readonly at: string;
  readonly by: string;
  readonly file?: string;
}

/** So many of what was told of a month are listed. */
const mostTold = 12;

/** Says what a month of a line comes to. A day that has this very amount is told again, which changes nothing. */
export function planMonth(told: MonthTold, before: MonthSpend | undefined, telling: Telling): MonthPlan {
  const days: Record<string, number> = { ...before?.days };
  const overlaps: SpendOverlap[] = [];
  const { source, campaign, currency, month } = told;
  let added = 0;
  let unchanged = 0;
  let sumBefore = 0;
  for (const [day, amount] of told.days) {
    const place = day.slice(8);
    const was = days[place];
    sumBefore += was ?? 0;
    if ((was ?? null) === amount) {
      unchanged += 1;
      continue;
    }
    if (was === undefined) added += 1;
    else overlaps.push({ source, campaign, currency, day, amount: amount ?? 0, before: was });
    if (amount === null) delete days[place];
    else days[place] = amount;
  }
  const counts = { added, replaced: overlaps.length, unchanged, overlaps };
  if (added + overlaps.length === 0) return { after: null, ...counts };
  const named = [...told.days.keys()].sort();
  const amounts = [...told.days.values()];
  const entry = {
    ...telling,
    from: named[0] ?? month,
    to: named.at(-1) ?? month,
    amount: amounts.every((amount) => amount === null) ? null : amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0),
    before: sumBefore,
  };
  const stood = before ?? { month, source, campaign, currency, version: 0, days: {}, told: [] };
  return { after: { ...stood, version: stood.version + 1, days, told: [entry, ...stood.told].slice(0, mostTold) }, ...counts };
}
