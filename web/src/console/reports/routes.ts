import type { listBehindRoute } from '../../../../api/reports/list-behind.ts';
import type { readReportRoute } from '../../../../api/reports/read-report.ts';
import type { searchLeadsRoute } from '../../../../api/search/search-leads.ts';
import { routeCall } from '../api/index.ts';

export const readReport = routeCall<typeof readReportRoute>('GET', '/v1/reports/{name}');
export const listBehind = routeCall<typeof listBehindRoute>('GET', '/v1/reports/{name}/leads');
export const nameLeads = routeCall<typeof searchLeadsRoute>('GET', '/v1/search');
