import type { openExportRoute } from '../../../../api/exports/open-export.ts';
import type { showExportRoute } from '../../../../api/exports/show-export.ts';
import type { checkInRoute } from '../../../../api/registrations/check-in.ts';
import type { listEventsRoute } from '../../../../api/registrations/list-events.ts';
import type { listRegistrationsRoute } from '../../../../api/registrations/list-registrations.ts';
import type { undoCheckInRoute } from '../../../../api/registrations/undo-check-in.ts';
import type { walkInRoute } from '../../../../api/registrations/walk-in.ts';
import { routeCall } from '../api/index.ts';

export const listEvents = routeCall<typeof listEventsRoute>('GET', '/v1/events');
export const listRegistrations = routeCall<typeof listRegistrationsRoute>('GET', '/v1/events/{formId}/registrations');
export const checkIn = routeCall<typeof checkInRoute>('POST', '/v1/events/{formId}/check-ins');
export const undoCheckIn = routeCall<typeof undoCheckInRoute>('POST', '/v1/events/{formId}/check-ins/undo');
export const walkIn = routeCall<typeof walkInRoute>('POST', '/v1/events/{formId}/walk-ins');
export const openExport = routeCall<typeof openExportRoute>('POST', '/v1/exports');
export const showExport = routeCall<typeof showExportRoute>('GET', '/v1/exports/{exportId}');
