import type { Dice } from './dice.ts';

const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
/** The company's zone, which knows no summer time. */
const zoneMs = 7 * hourMs;

/** Days on which nobody works: Tết and the other public holidays of the year that is told. */
const holidays = new Set(
  '2026-01-01 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-21 2026-04-27 2026-04-30 2026-05-01 2026-09-01 2026-09-02'.split(
    ' ',
  ),
);
/** The week before Tết and the one after: few people ask for anything. */
const quietWeeks = { from: '2026-02-10', to: '2026-02-24' };
/** How much people ask, month by month: little around Tết, most before the end of the year. */
const months = [0.9, 0.75, 1.2, 1.05, 0.95, 0.9, 0.85, 1, 1.05, 1.15, 1.25, 1.1];
const weekdays = [0.45, 1.2, 1.15, 1.1, 1.05, 1, 0.7];
/** By hour of the day: late morning, afternoon, and the evening after the shop is closed. */
const hours = [1, 0, 0, 0, 0, 1, 2, 4, 8, 11, 11, 7, 4, 7, 10, 10, 8, 5, 4, 6, 9, 9, 6, 3];

const dateOf = (ms: number): string => new Date(ms + zoneMs).toISOString().slice(0, 10);
const weekdayOf = (ms: number): number => new Date(ms + zoneMs).getUTCDay();

/** Midnight, in the company's zone, of the day that a moment lies in. */
export function midnightOf(ms: number): number {
  return Math.floor((ms + zoneMs) / dayMs) * dayMs - zoneMs;
}

/** Tells whether people are at work on the day that a moment lies in. */
export function isWorkingDay(ms: number): boolean {
  return weekdayOf(ms) !== 0 && !holidays.has(dateOf(ms));
}

/** How much is asked on a day, beside an ordinary one. */
export function demandOn(ms: number): number {
  const date = dateOf(ms);
  const isQuiet = date >= quietWeeks.from && date < quietWeeks.to;
  const month = months[Number(date.slice(5, 7)) - 1] ?? 1;
  return month * (weekdays[weekdayOf(ms)] ?? 1) * (holidays.has(date) ? 0.2 : isQuiet ? 0.35 : 1);
}

/** Some moment of a day at which people are awake. */
export function momentOn(midnightMs: number, dice: Dice): number {
  const hour = dice.weigh(hours.map((weight, index) => [weight, index] as const));
  return midnightMs + hour * hourMs + dice.between(0, 3_599) * 1_000;
}

/** The first moment from one on at which somebody is at work: mornings from eight, afternoons from half past one. */
export function workingMomentFrom(ms: number, dice: Dice): number {
  const midnight = midnightOf(ms);
  const minutes = (ms - midnight) / minuteMs;
  if (isWorkingDay(ms)) {
    if (minutes < 8 * 60) return midnight + (8 * 60 + dice.between(2, 50)) * minuteMs;
    if (minutes < 11.8 * 60) return ms;
    if (minutes < 13.5 * 60) return midnight + (13.5 * 60 + dice.between(1, 25)) * minuteMs;
    if (minutes < 17.3 * 60) return ms;
  }
  return workingMomentFrom(midnight + dayMs, dice);
}
