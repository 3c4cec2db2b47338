export { type DateConfig, dateKind } from './date-config.ts';
export { dateProjector } from './date-projector.ts';
export { byMonthDay } from './date-store.ts';
export { projectDates } from './project-dates.ts';
export { recountDatesAfterPublication } from './recount-request.ts';
export { addDays, comesRound, dayOf, monthDaysOn } from './rules-day.ts';
