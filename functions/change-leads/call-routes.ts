import type { LoggedCallView } from '../../api/calls/call-view.ts';
import { logCallRoute } from '../../api/calls/log-call.ts';
import { undoCallRoute } from '../../api/calls/undo-call.ts';
import { findOwnCall, logCall, loggedCallView, undoCall } from '../../shared/call-log/index.ts';
import { done, found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLeadCalled, findLeadToCall } from '../../shared/worklist/index.ts';
import type { ChangeParts } from './app.ts';

/** The routes by which colleagues log their calls, with what answers them. */
export function callRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  return [
    on(logCallRoute, (request) => {
      const { principal, requestId, params, body } = request;
      const { userId } = principal;
      const change = async (keep: (answer: ReturnType<typeof found<LoggedCallView>>) => readonly WriteItem[]) => {
        const { right: action, missing } = logCallRoute;
        const lead = await findLeadToCall(parts.table, principal, { leadId: params.leadId, action, missing });
        const { leadId } = lead;
        const { opportunityId: subject, ...said } = body;
        const asked = { ...said, leadId, subject, principal, correlationId: requestId };
        const logged = await logCall({ ...asked, along: (call) => keep(found(loggedCallView(call))) }, { ...parts, log });
        const { callId, outcome, following } = logged.call;
        log.info('call logged', { userId, leadId, callId, outcome, following });
        return found(loggedCallView(logged));
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(undoCallRoute, (request) => {
      const { principal, requestId, params } = request;
      const { leadId, callId } = params;
      const { userId } = principal;
      const change = async (keep: (answer: ReturnType<typeof done>) => readonly WriteItem[]) => {
        const call = await findOwnCall(parts.table, leadId, callId, userId);
        // A call that took the lead from its own author is the mistake that hurts most.
        const tookLead = call.following !== 'nothing' && call.following !== 'next';
        const { right: action, missing } = undoCallRoute;
        if (!tookLead) await findLeadCalled(parts.table, principal, { leadId, action, missing });
        await undoCall({ leadId, callId, actor: { kind: 'user', id: userId }, correlationId: requestId, along: () => keep(done()) }, parts);
        log.info('call undone', { userId, leadId, callId });
        return done();
      };
      return once(request, { change }, { ...parts, log });
    }),
  ];
}
