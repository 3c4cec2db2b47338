import type { z } from 'zod';
import { checkInRoute } from '../../api/registrations/check-in.ts';
import type { RegistrationView } from '../../api/registrations/registration-view.ts';
import { undoCheckInRoute } from '../../api/registrations/undo-check-in.ts';
import { type WalkInView, walkInRoute } from '../../api/registrations/walk-in.ts';
import type { Principal } from '../../shared/access/index.ts';
import { followEntry } from '../../shared/entering/index.ts';
import { type Answer, found, keyOf, on, once, type ServedRoute } from '../../shared/http/index.ts';
import { FormId, formSource, LeadId, SubmissionId, submissionIdOfRequest } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { checkIn, type Shown, undoCheckIn, walkIn } from '../../shared/registrations/index.ts';
import type { ChangeParts } from './app.ts';

/** The routes by which people at the door of an event say who came. */
export const registrationRoutes = (parts: ChangeParts, log: Log): ServedRoute[] => [
  on(checkInRoute, (request) => {
    const { principal, requestId: correlationId, params, body } = request;
    const change = async (keep: (answer: Answer<RegistrationView>) => readonly WriteItem[]) => {
      const formId = FormId.parse(params.formId);
      const actor = { kind: 'user', id: principal.userId } as const;
      const { overCapacity } = body;
      const shown = shownBy(body, principal);
      const view = await checkIn({ formId, shown, overCapacity, actor, correlationId, along: (one) => keep(found(one)) }, parts);
      log.info('person checked in at an event', { userId: principal.userId, formId, leadId: view.leadId });
      return found(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(undoCheckInRoute, (request) => {
    const { principal, requestId: correlationId, params, body: shown } = request;
    const change = async (keep: (answer: Answer<RegistrationView>) => readonly WriteItem[]) => {
      const formId = FormId.parse(params.formId);
      const actor = { kind: 'user', id: principal.userId } as const;
      const view = await undoCheckIn({ formId, shown, actor, correlationId, along: (one) => keep(found(one)) }, parts);
      log.info('check-in taken back', { userId: principal.userId, formId, leadId: view.leadId });
      return found(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(walkInRoute, (request) => {
    const { principal, requestId: correlationId, params, body: asked } = request;
    const entryParts = { ...parts, log };
    const formId = FormId.parse(params.formId);
    const key = keyOf(request, parts.digests);
    const submissionId = key === null ? submissionIdOfRequest(correlationId) : SubmissionId.parse(key);
    const change = async (keep: (answer: Answer<WalkInView>) => readonly WriteItem[]) => {
      const along = (view: WalkInView) => keep(found(view));
      const view = await walkIn({ formId, asked, principal, submissionId, correlationId, along }, entryParts);
      log.info('person without registration let in to an event', { userId: principal.userId, formId });
      return found(view);
    };
    const followUp = () => followEntry({ ...formSource(formId), submissionId }, entryParts);
    return once(request, { change, followUp, outlivesLead: true }, entryParts);
  }),
];

function shownBy({ code, phone = '', leadId }: z.output<typeof checkInRoute.body>, seenBy: Principal): Shown {
  if (code !== undefined) return { code };
  return leadId === undefined ? { phone } : { leadId: LeadId.parse(leadId), seenBy };
}
