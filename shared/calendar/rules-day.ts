import type { HoursSpan, Leave, OwnHours, Week, WorkingHours } from '../company/index.ts';
import { daysMs } from '../platform/clock.ts';
import { publicDay } from './rules-public-holidays.ts';

/** When a company, a pool or a rep works, and whose clocks say so; the document of the company is one. */
export interface Calendar {
  readonly timeZone: string;
  readonly workingHours: WorkingHours;
  /** Days on which a rep is away, whatever the week says. @default - none */
  readonly leave?: readonly Leave[];
}

/** What of a calendar a pool or a rep may have of their own. */
export interface OwnCalendar {
  readonly workingHours?: OwnHours | undefined;
  readonly zone?: string | undefined;
  readonly leave?: readonly Leave[] | undefined;
}

/** Returns the calendar of a rep in a pool, or of a pool: of each part the nearest that is written. Holidays are those of the company. */
export function calendarOf(company: Calendar, ...nearestFirst: readonly (OwnCalendar | undefined)[]): Calendar {
  const hours = nearestFirst.find((own) => own?.workingHours)?.workingHours;
  const timeZone = nearestFirst.find((own) => own?.zone)?.zone ?? company.timeZone;
  const leave = nearestFirst.flatMap((own) => own?.leave ?? []);
  const { week, ...holidays } = company.workingHours;
  const own = hours && (hours.worksHolidays ? { week: hours.week, holidays: [] } : { ...holidays, week: hours.week });
  return { timeZone, workingHours: own ?? { ...holidays, week }, ...(leave.length > 0 ? { leave } : {}) };
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** Returns the day behind a date, both as 2027-02-05. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(date) + daysMs).toISOString().slice(0, 10);
}

function usualOn(week: Week, date: string): readonly HoursSpan[] {
  return week[weekdays[new Date(date).getUTCDay()] ?? 'sunday'];
}

/** The hours of a date by public holidays; null: by none of them. Whether they move a day of work hangs on the week that they meet. */
function publicHoursOn({ week, publicHolidays }: WorkingHours, date: string): readonly HoursSpan[] | null {
  const day = publicHolidays && publicDay(publicHolidays, date);
  const isRestDay = (other: string) => usualOn(week, other).length === 0;
  if (day?.off) {
    const { insteadOf, swappedWith } = day.off;
    const moved = insteadOf ?? swappedWith;
    return moved === undefined || isRestDay(moved) ? [] : null;
  }
  return day?.workedFor && isRestDay(date) ? usualOn(week, day.workedFor.date) : null;
}

const noon = '12:00';

/** What of a span is outside an absence. */
function without({ part }: Leave, { from, to }: HoursSpan): HoursSpan[] {
  if (part === undefined) return [];
  const left = part === 'morning' ? { from: from < noon ? noon : from, to } : { from, to: to > noon ? noon : to };
  return left.from < left.to ? [left] : [];
}

const isWithin = (date: string, { from, to }: Leave) => from <= date && date <= to;

/** Lists the hours that a calendar has on a date, in order. */
export function spansOn({ workingHours, leave = [] }: Calendar, date: string): readonly HoursSpan[] {
  const own = workingHours.holidays.find((day) => day.date === date)?.hours;
  const hours = own ?? publicHoursOn(workingHours, date) ?? usualOn(workingHours.week, date);
  const away = leave.filter((absence) => isWithin(date, absence));
  return away.reduce<readonly HoursSpan[]>((left, absence) => left.flatMap((span) => without(absence, span)), hours);
}

/** Tells whether a rep is on leave when the clocks show a time, such as 09:30, on a date. */
export function isOnLeaveAt(leave: readonly Leave[], date: string, time: string): boolean {
  return leave.some((absence) => isWithin(date, absence) && (absence.part === undefined || (absence.part === 'morning') === time < noon));
}
