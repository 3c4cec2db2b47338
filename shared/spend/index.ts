export { type DaySpend, readDaysOfSpend } from './read-spend.ts';
export { type SpendLine, spendWord } from './rules-line.ts';
