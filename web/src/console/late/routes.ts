import type { applyLateActRoute } from '../../../../api/late-acts/apply-late-act.ts';
import type { dismissLateActRoute } from '../../../../api/late-acts/dismiss-late-act.ts';
import { routeCall } from '../api/index.ts';

export const applyLateAct = routeCall<typeof applyLateActRoute>('POST', '/v1/leads/{leadId}/late-acts/{lateActId}/apply');
export const dismissLateAct = routeCall<typeof dismissLateActRoute>('POST', '/v1/leads/{leadId}/late-acts/{lateActId}/dismiss');
