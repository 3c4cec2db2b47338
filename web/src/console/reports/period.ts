/** How long a period is; `custom`: from any day to any other. */
export const units = ['day', 'week', 'month', 'quarter', 'year', 'custom'] as const;
export type Unit = (typeof units)[number];

/** Days as they are asked for: `to` is the day behind the last one. */
export interface Period {
  readonly unit: Unit;
  readonly from: string;
  readonly to: string;
  /** Today is in it. */
  readonly isCurrent: boolean;
}

const dayMs = 86_400_000;

/** Returns the day so many days behind another one. */
export const dayBehind = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** Tells whether a text is a day of the calendar, such as 2026-11-29. */
export function isDay(text: string | undefined): text is string {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

const monthBehind = (day: string, months: number): string => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
};

type Fixed = Exclude<Unit, 'custom'>;

/** Returns the first day of the period that a day is in. Weeks begin on Mondays. */
function startOf(unit: Fixed, day: string): string {
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      return dayBehind(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'quarter':
      return monthBehind(day, -((Number(day.slice(5, 7)) - 1) % 3));
    case 'year':
      return `${day.slice(0, 4)}-01-01`;
  }
}

const months = { month: 1, quarter: 3, year: 12 } as const;

/** Returns the first day of the period so many periods behind. @param start the first day of a period */
const startBehind = (unit: Fixed, start: string, steps: number): string =>
  unit === 'day' || unit === 'week' ? dayBehind(start, steps * (unit === 'day' ? 1 : 7)) : monthBehind(start, steps * months[unit]);

/** What an address says of a period. */
export interface Said {
  readonly period?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * Reads a period. What an address says that is no period is the present month; one that is not over ends with today, so that it is compared with
 * as many days before.
 */
export function periodOf({ period, from, to }: Said, today: string): Period {
  if (period === 'custom' && isDay(from) && isDay(to) && from < to && daysBetween(from, to) <= 1_830) {
    return { unit: 'custom', from, to, isCurrent: from <= today && today < to };
  }
  const unit: Fixed = period !== undefined && period !== 'custom' && isUnit(period) ? period : 'month';
  const start = startOf(unit, isDay(from) && period !== 'custom' && from <= today ? from : today);
  const end = startBehind(unit, start, 1);
  const isCurrent = end > today;
  return { unit, from: start, to: isCurrent ? dayBehind(today, 1) : end, isCurrent };
}

const isUnit = (text: string): text is Fixed => units.some((unit) => unit === text && unit !== 'custom');

/** Says a period as an address does; a present one by its unit alone, so that a link to it stays the present one. */
export function saidOf({ unit, from, to, isCurrent }: Period): Said {
  if (unit === 'custom') return { period: unit, from, to };
  return { period: unit, from: isCurrent ? undefined : from, to: undefined };
}

/** Returns the period before or behind; null: it would not have begun yet. */
export function stepped({ unit, from, to }: Period, steps: -1 | 1, today: string): Period | null {
  if (unit === 'custom') {
    const days = daysBetween(from, to) * steps;
    const [first, end] = [dayBehind(from, days), dayBehind(to, days)];
    return first > today ? null : periodOf({ period: unit, from: first, to: end }, today);
  }
  const first = startBehind(unit, from, steps);
  return first > today ? null : periodOf({ period: unit, from: first }, today);
}

/** Returns a period of another length: the present one where today is in it, else the one that begins with it. */
export const ofUnit = (unit: Unit, { from, to, isCurrent }: Period, today: string): Period =>
  unit === 'custom' ? { unit, from, to, isCurrent } : periodOf({ period: unit, from: isCurrent ? today : from }, today);

/** Writes a day as people do. */
export const dayText = (day: string): string => day.split('-').toReversed().join('/');

/** Writes a span of days, its last one included. */
export const spanText = (from: string, to: string): string => {
  const last = dayBehind(to, -1);
  return from === last ? dayText(from) : `${dayText(from)} – ${dayText(last)}`;
};
