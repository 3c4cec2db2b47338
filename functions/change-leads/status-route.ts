import { type StatusView, setStatusRoute } from '../../api/leads/set-status.ts';
import { found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import { type Lead, readLead } from '../../shared/leads/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import { askForOwner, changeStatus } from '../../shared/status/index.ts';
import type { ChangeParts } from './app.ts';

/** The route by which a person says whether a lead is worked with. */
export const statusRoute = (parts: ChangeParts, log: Log): ServedRoute =>
  on(setStatusRoute, (request) => {
    const { principal, requestId, params, headers, body } = request;
    const { userId } = principal;
    const view = ({ leadId, status, version }: Pick<Lead, 'leadId' | 'status' | 'version'>): StatusView => ({ leadId, status, version });
    const followUp = async () => {
      if (body.status !== 'active') return;
      const lead = await readLead(parts.table, params.leadId, { consistent: true });
      if (lead?.status === 'active') await askForOwner(lead, requestId, parts.assign);
    };
    const change = async (keep: (answer: ReturnType<typeof found<StatusView>>) => readonly WriteItem[]) => {
      const { leadId } = await findLead(parts.table, principal, params.leadId, setStatusRoute.right);
      const asked = {
        leadId,
        to: body.status,
        reason: body.reason,
        seenVersion: versionOf(headers['If-Match']),
        actor: { kind: 'user', id: userId },
        correlationId: requestId,
      } as const;
      const changed = await changeStatus({ ...asked, along: (lead) => keep(found(view(lead))) }, parts);
      log.info('status of a lead set', { userId, leadId, status: body.status, reason: body.reason });
      await followUp();
      return found(view(changed));
    };
    return once(request, { change, followUp }, { ...parts, log });
  });
