export { type Definition, definitions } from './definitions.ts';
export { listBehind } from './list-behind.ts';
export { openFacts } from './open-facts.ts';
export type { ReadFacts } from './read-for.ts';
export type * from './report.ts';
export { reports } from './reports.ts';
export { Days } from './rules-days.ts';
export { BehindRun, ReportRun, type ReportTable, type Wish } from './rules-run.ts';
export { type ShowReportParts, showReport } from './show-report.ts';
