import { revealNumberRoute } from '../../api/leads/reveal-number.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import { revealedView, revealNumber } from '../../shared/revealing/index.ts';
import { findLeadToCall } from '../../shared/worklist/index.ts';
import type { ChangeParts } from './app.ts';

/** The route by which a rep asks for a masked number. */
export function revealRoute(parts: ChangeParts, log: Log): ServedRoute {
  return on(revealNumberRoute, async ({ principal, requestId: correlationId, params }) => {
    const { right: action, missing } = revealNumberRoute;
    const { leadId } = await findLeadToCall(parts.table, principal, { leadId: params.leadId, action, missing });
    if (principal.role !== 'rep') throw new NotFoundError('no such lead');
    const { userId, repId } = principal;
    const revealed = await revealNumber({ leadId, repId, actor: { kind: 'user', id: userId }, correlationId }, { ...parts, log });
    return found(revealedView(revealed));
  });
}
