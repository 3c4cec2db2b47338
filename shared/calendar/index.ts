export {
  addWorkingMs,
  type Calendar,
  isWorking,
  localDate,
  nextOpening,
  nextWorkingDayAt,
  workingMsBetween,
} from './rules-working-time.ts';
