export { addWorkingMs, type Calendar, isWorking, localDate, nextOpening, workingMsBetween } from './rules-working-time.ts';
