import { checkInRoute } from '../../api/registrations/check-in.ts';
import type { RegistrationView } from '../../api/registrations/registration-view.ts';
import { type Answer, found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import { FormId } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { checkIn } from '../../shared/registrations/index.ts';
import type { ChangeParts } from './app.ts';

/** The route by which people are checked in at an event. */
export const registrationRoutes = (parts: ChangeParts, log: Log): ServedRoute[] => [
  on(checkInRoute, (request) => {
    const { principal, requestId: correlationId, params, body } = request;
    const change = async (keep: (answer: Answer<RegistrationView>) => readonly WriteItem[]) => {
      const formId = FormId.parse(params.formId);
      const shown = body.code === undefined ? { phone: body.phone ?? '' } : { code: body.code };
      const actor = { kind: 'user', id: principal.userId } as const;
      const view = await checkIn({ formId, shown, actor, correlationId, along: (one) => keep(found(one)) }, parts);
      log.info('person checked in at an event', { userId: principal.userId, formId, leadId: view.leadId });
      return found(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
];
