export { type Definition, definitions } from './definitions.ts';
export type * from './report.ts';
export { reports } from './reports.ts';
export { Days } from './rules-days.ts';
export { BehindRun, ReportRun, type ReportTable, type Wish } from './rules-run.ts';
