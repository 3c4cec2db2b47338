import { listEventsRoute } from '../../api/registrations/list-events.ts';
import { listRegistrationsRoute } from '../../api/registrations/list-registrations.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import { FormId } from '../../shared/platform/ids.ts';
import { listEvents, listRegistrations } from '../../shared/registrations/index.ts';
import type { ReadParts } from './app.ts';

/** The routes that show events, and who registered for one. */
export const registrationRoutes = (parts: ReadParts): ServedRoute[] => [
  on(listEventsRoute, async () => found(await listEvents(parts))),
  on(listRegistrationsRoute, async ({ principal, params, query }) =>
    found(await listRegistrations(principal, { ...query, formId: FormId.parse(params.formId) }, parts)),
  ),
];
