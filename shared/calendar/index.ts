export { type Calendar, calendarOf, type OwnCalendar } from './rules-day.ts';
export {
  addWorkingMs,
  isOnLeave,
  isWorking,
  localDate,
  nextDay,
  nextOpening,
  nextWorkingDayAt,
  openingsBetween,
  workingMsBetween,
} from './rules-working-time.ts';
