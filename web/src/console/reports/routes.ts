import type { listBehindRoute } from '../../../../api/reports/list-behind.ts';
import type { readReportRoute } from '../../../../api/reports/read-report.ts';
import type { searchLeadsRoute } from '../../../../api/search/search-leads.ts';
import type { importSpendRoute } from '../../../../api/spend/import-spend.ts';
import type { listSpendRoute } from '../../../../api/spend/list-spend.ts';
import type { tellSpendRoute } from '../../../../api/spend/tell-spend.ts';
import type { listTargetsRoute } from '../../../../api/targets/list-targets.ts';
import { routeCall } from '../api/index.ts';

export const readReport = routeCall<typeof readReportRoute>('GET', '/v1/reports/{name}');
export const listBehind = routeCall<typeof listBehindRoute>('GET', '/v1/reports/{name}/leads');
export const nameLeads = routeCall<typeof searchLeadsRoute>('GET', '/v1/search');
export const listTargets = routeCall<typeof listTargetsRoute>('GET', '/v1/targets');
export const listSpend = routeCall<typeof listSpendRoute>('GET', '/v1/spend');
export const tellSpend = routeCall<typeof tellSpendRoute>('PUT', '/v1/spend');
export const importSpend = routeCall<typeof importSpendRoute>('POST', '/v1/spend/import');
