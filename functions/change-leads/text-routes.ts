import { recordTextRoute } from '../../api/texts/record-text.ts';
import type { TextView } from '../../api/texts/text-view.ts';
import { undoTextRoute } from '../../api/texts/undo-text.ts';
import { type Answer, done, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { recordText, undoText } from '../../shared/texts/index.ts';
import { findLeadCalled, findLeadToCall } from '../../shared/worklist/index.ts';
import type { ChangeParts } from './app.ts';

const noted = (body: TextView): Answer<TextView> => ({ status: 201, body });

/** The routes by which colleagues note texts that they sent. */
export function textRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  return [
    on(recordTextRoute, (request) => {
      const { principal, requestId: correlationId, params, body } = request;
      const { userId } = principal;
      const change = async (keep: (answer: Answer<TextView>) => readonly WriteItem[]) => {
        const { right: action, missing } = recordTextRoute;
        const { leadId } = await findLeadToCall(parts.table, principal, { leadId: params.leadId, action, missing });
        const text = await recordText({ ...body, leadId, principal, correlationId, along: (view) => keep(noted(view)) }, parts);
        log.info('text noted', { userId, leadId, textId: text.textId, script: text.script });
        return noted(text);
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(undoTextRoute, (request) => {
      const { principal, requestId: correlationId, params } = request;
      const { userId } = principal;
      const { textId } = params;
      const change = async (keep: (answer: ReturnType<typeof done>) => readonly WriteItem[]) => {
        const { right: action, missing } = undoTextRoute;
        const { leadId } = await findLeadCalled(parts.table, principal, { leadId: params.leadId, action, missing });
        await undoText({ leadId, textId, actor: { kind: 'user', id: userId }, correlationId, along: () => keep(done()) }, parts);
        log.info('text undone', { userId, leadId, textId });
        return done();
      };
      return once(request, { change }, { ...parts, log });
    }),
  ];
}
