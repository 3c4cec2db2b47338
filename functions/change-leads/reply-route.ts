import { noteReplyRoute } from '../../api/replies/note-reply.ts';
import type { ReplyView } from '../../api/replies/reply-view.ts';
import { type Answer, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import { noteReply } from '../../shared/replies/index.ts';
import type { ChangeParts } from './app.ts';

const noted = (body: ReplyView): Answer<ReplyView> => ({ status: 201, body });

/** The route by which a colleague notes that a person answered a mail. */
export const replyRoute = (parts: ChangeParts, log: Log): ServedRoute =>
  on(noteReplyRoute, (request) => {
    const { principal, requestId: correlationId, params, body } = request;
    const { userId } = principal;
    const change = async (keep: (answer: Answer<ReplyView>) => readonly WriteItem[]) => {
      const { leadId } = await findLead(parts.table, principal, params.leadId, noteReplyRoute.right, noteReplyRoute.missing);
      const reply = await noteReply({ leadId, userId, correlationId, text: body.text, along: (view) => keep(noted(view)) }, parts);
      log.info('reply noted', { userId, leadId, replyId: reply.replyId });
      return noted(reply);
    };
    return once(request, { change }, { ...parts, log });
  });
