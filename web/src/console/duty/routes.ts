import type { switchDutyRoute } from '../../../../api/duty/switch-duty.ts';
import { routeCall } from '../api/index.ts';

export const switchDuty = routeCall<typeof switchDutyRoute>('PUT', '/v1/reps/{repId}/duty');
