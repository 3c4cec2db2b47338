import { applyLateActRoute } from '../../api/late-acts/apply-late-act.ts';
import { dismissLateActRoute } from '../../api/late-acts/dismiss-late-act.ts';
import { keepLateActRoute } from '../../api/late-acts/keep-late-act.ts';
import type { KeptLateActView, LateActView } from '../../api/late-acts/late-act-view.ts';
import { type Answer, found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import { applyLateAct, dismissLateAct, keepLateAct, keptAct } from '../../shared/late-acts/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import type { ChangeParts } from './app.ts';

const kept = (body: KeptLateActView): Answer<KeptLateActView> => ({ status: 201, body });

/** The routes by which what reps noted too late is kept, applied or dismissed. */
export function lateActRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  const decide = (route: typeof applyLateActRoute | typeof dismissLateActRoute, act: typeof applyLateAct) =>
    on(route, (request) => {
      const { principal, requestId: correlationId, params } = request;
      const change = async (keep: (answer: Answer<LateActView>) => readonly WriteItem[]) => {
        const lead = await findLead(parts.table, principal, params.leadId, route.right, route.missing);
        const asked = { lead, lateActId: params.lateActId, principal, correlationId };
        const view = await act({ ...asked, along: (one) => keep(found(one)) }, { ...parts, log });
        log.info('late act decided', { userId: principal.userId, leadId: lead.leadId, lateActId: view.lateActId, state: view.state });
        return found(view);
      };
      return once(request, { change }, { ...parts, log });
    });
  return [
    on(keepLateActRoute, (request) => {
      const { principal, requestId: correlationId, params, body } = request;
      const change = async (keep: (answer: Answer<KeptLateActView>) => readonly WriteItem[]) => {
        if (principal.role !== 'rep') throw new NotFoundError('no such lead');
        const asked = { leadId: params.leadId, principal, notedAt: body.notedAt, act: keptAct(body.act), correlationId };
        const view = await keepLateAct({ ...asked, along: (one) => keep(kept(one)) }, parts);
        log.info('late act kept', { userId: principal.userId, leadId: params.leadId, lateActId: view.lateActId, is: body.act.is });
        return kept(view);
      };
      return once(request, { change }, { ...parts, log });
    }),
    decide(applyLateActRoute, applyLateAct),
    decide(dismissLateActRoute, dismissLateAct),
  ];
}
