import { type EditedLeadView, editLeadRoute } from '../../api/leads/edit-lead.ts';
import { type TagsView, tagLeadRoute } from '../../api/leads/tag-lead.ts';
import { editLead, tagLead } from '../../shared/editing/index.ts';
import { type Answer, found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import { PreconditionRequiredError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import type { ChangeParts } from './app.ts';

/** The routes by which colleagues change what a record holds. */
export const editRoutes = (parts: ChangeParts, log: Log): ServedRoute[] => [
  on(editLeadRoute, (request) => {
    const { principal, requestId: correlationId, params, headers, body: edit } = request;
    const change = async (keep: (answer: Answer<EditedLeadView>) => readonly WriteItem[]) => {
      const seenVersion = versionOf(headers['If-Match']);
      // First, so that the answer tells nothing of leads that the caller may not see.
      if (seenVersion === undefined) throw new PreconditionRequiredError('Send If-Match with the version of the lead that you saw.');
      const { leadId } = await findLead(parts.table, principal, params.leadId, editLeadRoute.right, editLeadRoute.missing);
      const asked = { leadId, edit, seenVersion, principal, correlationId };
      const view = await editLead({ ...asked, along: (one) => keep(found(one)) }, parts);
      log.info('record changed', { userId: principal.userId, leadId, fields: view.changed });
      return found(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(tagLeadRoute, (request) => {
    const { principal, requestId: correlationId, params, body } = request;
    const { userId } = principal;
    const change = async (keep: (answer: Answer<TagsView>) => readonly WriteItem[]) => {
      const { leadId } = await findLead(parts.table, principal, params.leadId, tagLeadRoute.right, tagLeadRoute.missing);
      const view = await tagLead({ leadId, change: body, userId, correlationId, along: (one) => keep(found(one)) }, parts);
      log.info('tags changed', { userId, leadId, tags: view.tags.length });
      return found(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
];
