import { listRegistrationsRoute } from '../../api/registrations/list-registrations.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import { FormId } from '../../shared/platform/ids.ts';
import { listRegistrations } from '../../shared/registrations/index.ts';
import type { ReadParts } from './app.ts';

/** The route that shows who registered for an event. */
export const registrationRoutes = (parts: ReadParts): ServedRoute[] => [
  on(listRegistrationsRoute, async ({ principal, params, query }) =>
    found(await listRegistrations(principal, { ...query, formId: FormId.parse(params.formId) }, parts)),
  ),
];
