import type { searchLeadsRoute } from '../../../../api/search/search-leads.ts';
import { routeCall } from '../api/index.ts';

export const searchLeads = routeCall<typeof searchLeadsRoute>('GET', '/v1/search');
