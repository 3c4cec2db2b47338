import type { checkLeadRoute } from '../../../../api/leads/check-lead.ts';
import type { enterLeadRoute } from '../../../../api/leads/enter-lead.ts';
import { routeCall } from '../api/index.ts';

export const checkLead = routeCall<typeof checkLeadRoute>('POST', '/v1/leads/check');
export const enterLead = routeCall<typeof enterLeadRoute>('POST', '/v1/leads');
