import { cancelErasureRoute } from '../../api/erasures/cancel-erasure.ts';
import { eraseLeadRoute } from '../../api/erasures/erase-lead.ts';
import type { ErasureView } from '../../api/erasures/erasure-view.ts';
import { beginErasure, cancelErasure, type Erasure, erasureView } from '../../shared/erasing/index.ts';
import { type Answer, accepted, found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import type { ChangeParts } from './app.ts';

/** Of one that has not begun: nothing went, and nothing is known of what stays. */
const viewOf = (erasure: Erasure): ErasureView => erasureView(erasure, []);

/** The routes by which a person is erased. */
export const erasureRoutes = (parts: ChangeParts, log: Log): ServedRoute[] => [
  on(eraseLeadRoute, (request) => {
    const { principal, params, query } = request;
    const { userId } = principal;
    const change = async (keep: (answer: Answer<ErasureView>) => readonly WriteItem[]) => {
      const { leadId } = await findLead(parts.table, principal, params.leadId, eraseLeadRoute.right);
      const asked = { leadId, reason: query.reason, reference: query.reference ?? null, by: userId };
      const erasure = await beginErasure(asked, (one) => keep(accepted(viewOf(one))), parts);
      log.info('erasure asked for', { userId, leadId, erasureId: erasure.erasureId, reason: query.reason });
      return accepted(viewOf(erasure));
    };
    return once(request, { change, outlivesLead: true }, { ...parts, log });
  }),
  on(cancelErasureRoute, (request) => {
    const { principal, params } = request;
    const change = async (keep: (answer: Answer<ErasureView>) => readonly WriteItem[]) => {
      const erasure = await cancelErasure(params.erasureId, (one) => keep(found(viewOf(one))), parts);
      log.info('erasure called off', { userId: principal.userId, erasureId: erasure.erasureId });
      return found(viewOf(erasure));
    };
    return once(request, { change }, { ...parts, log });
  }),
];
