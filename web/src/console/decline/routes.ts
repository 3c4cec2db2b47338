import type { declineLeadRoute } from '../../../../api/offers/decline-lead.ts';
import { routeCall } from '../api/index.ts';

export const declineLead = routeCall<typeof declineLeadRoute>('POST', '/v1/leads/{leadId}/decline');
