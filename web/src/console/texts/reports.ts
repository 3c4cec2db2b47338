import type { Language } from './index.ts';
import type { reports } from './vi/reports.ts';

/** Words of the room of reports: a file of its own a language, because a first load has no use for them. */
export type ReportTexts = typeof reports;

export async function loadReportTexts(language: Language): Promise<ReportTexts> {
  return language === 'en' ? (await import('./en/reports.ts')).reports : (await import('./vi/reports.ts')).reports;
}
