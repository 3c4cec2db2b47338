import type { holdActRoute } from '../../../../api/held/hold-act.ts';
import type { performHeldActRoute } from '../../../../api/held/perform-held-act.ts';
import type { takeBackHeldActRoute } from '../../../../api/held/take-back-held-act.ts';
import { routeCall } from '../api/index.ts';

export const holdAct = routeCall<typeof holdActRoute>('POST', '/v1/leads/{leadId}/held');
export const performHeldAct = routeCall<typeof performHeldActRoute>('POST', '/v1/leads/{leadId}/held/{heldActId}/now');
export const takeBackHeldAct = routeCall<typeof takeBackHeldActRoute>('DELETE', '/v1/leads/{leadId}/held/{heldActId}');
