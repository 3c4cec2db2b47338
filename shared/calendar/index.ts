export { callHours, type DailyHours, isWithinHours, nextOpeningWithinHours, nextWithinHours, textHours } from './rules-daily-hours.ts';
export { type Calendar, calendarOf, dayAfter, type OwnCalendar } from './rules-day.ts';
export { WorkClock } from './rules-work-clock.ts';
export {
  addWorkingMs,
  beginningOf,
  isOnLeave,
  isWorking,
  localDate,
  nextDay,
  nextOpening,
  nextWorkingDayAt,
  openingsBetween,
  workingMsBetween,
} from './rules-working-time.ts';
