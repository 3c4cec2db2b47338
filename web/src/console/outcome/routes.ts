import type { listOutcomesRoute } from '../../../../api/calls/list-outcomes.ts';
import type { logCallRoute } from '../../../../api/calls/log-call.ts';
import type { undoCallRoute } from '../../../../api/calls/undo-call.ts';
import type { revealNumberRoute } from '../../../../api/leads/reveal-number.ts';
import type { acceptLeadRoute } from '../../../../api/offers/accept-lead.ts';
import { routeCall } from '../api/index.ts';

export const listOutcomes = routeCall<typeof listOutcomesRoute>('GET', '/v1/call-outcomes');
export const logCall = routeCall<typeof logCallRoute>('POST', '/v1/leads/{leadId}/calls');
export const undoCall = routeCall<typeof undoCallRoute>('DELETE', '/v1/leads/{leadId}/calls/{callId}');
export const revealNumber = routeCall<typeof revealNumberRoute>('POST', '/v1/leads/{leadId}/reveal');
export const acceptLead = routeCall<typeof acceptLeadRoute>('POST', '/v1/leads/{leadId}/accept');
