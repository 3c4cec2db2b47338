import { listExperimentsRoute } from '../../api/experiments/list-experiments.ts';
import { listBehindRoute } from '../../api/reports/list-behind.ts';
import { readReportRoute } from '../../api/reports/read-report.ts';
import { listTargetsRoute } from '../../api/targets/list-targets.ts';
import { companyKind } from '../../shared/company/company-config.ts';
import { found, on, preferredLocale, type RequestEvent, type ServedRoute, serve } from '../../shared/http/index.ts';
import type { Cursors } from '../../shared/platform/cursor.ts';
import { type CdnOnly, csvResponse } from '../../shared/platform/http.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import { listBehind, type ShowReportParts, showReport } from '../../shared/reports/index.ts';

/** Read with the first file: whoever looks at a report must not pay for it. */
const csv = () => import('../../shared/reports/report-csv.ts');

/** Read with the first question about targets. */
const targets = () => import('../../shared/targets/list-targets.ts');

/** Read with the first question about experiments. */
const experiments = () => import('../../shared/sequences/show-experiments.ts');

export interface ReportParts extends ShowReportParts, CdnOnly {
  readonly table: Table;
  readonly cursors: Cursors;
}

/** Serves reports: numbers over the facts of many leads, and who is behind each. */
export const createHandler = (parts: ReportParts, log: Log) => serve(routesOf(parts, log), { ...parts, log });

/** The routes of reports with what answers each. */
export function routesOf(parts: ReportParts, log: Log): ServedRoute[] {
  const localeOf = async ({ headers }: RequestEvent) =>
    preferredLocale(headers?.['accept-language']) ??
    (await parts.config.current(companyKind)).documents.get('company')?.defaultLocale ??
    'vi';
  return [
    on(readReportRoute, async ({ principal, params: { name }, query, event }) => {
      const { from, to, basis, by, compare } = query;
      log.info('report read', { userId: principal.userId, report: name, from, to, basis, by, compare });
      const view = await showReport(name, query, principal, query.lang ?? (await localeOf(event)), parts);
      const isCsv = query.format === 'csv' || (query.format === undefined && /\btext\/csv\b/.test(event.headers?.accept ?? ''));
      const answer = found(view, { vary: 'accept, accept-language' });
      if (!isCsv) return answer;
      const { reportCsv } = await csv();
      return { ...answer, write: (shown) => csvResponse(`${view.name}-${view.from}.csv`, reportCsv(shown)) };
    }),
    on(listTargetsRoute, async ({ principal, query: { month, lang }, event }) => {
      const { listTargets } = await targets();
      const view = await listTargets({ month, locale: lang ?? (await localeOf(event)) }, principal, parts);
      return found(view, { vary: 'accept-language' });
    }),
    on(listExperimentsRoute, async () => found(await (await experiments()).showExperiments(parts))),
    on(listBehindRoute, async ({ principal, params: { name }, query }) => {
      const page = await listBehind(name, query, principal, parts);
      const leadIds = page.items.flatMap(({ id }) => id ?? []);
      log.info('lead record read', { userId: principal.userId, what: `report ${name}`, leadIds });
      return found(page);
    }),
  ];
}
