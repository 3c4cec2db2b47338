import { addToSegmentRoute } from '../../api/segments/add-to-segment.ts';
import { removeFromSegmentRoute } from '../../api/segments/remove-from-segment.ts';
import { done, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import { keepByHand } from '../../shared/segments/index.ts';
import type { ChangeParts } from './app.ts';

/** The routes by which people keep lists of leads by hand, with what answers them. */
export function segmentRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  const keeping = (route: typeof addToSegmentRoute | typeof removeFromSegmentRoute, isIn: boolean) =>
    on(route, (request) => {
      const { principal, requestId, params } = request;
      const { userId } = principal;
      const change = async (keep: (answer: ReturnType<typeof done>) => readonly WriteItem[]) => {
        const { leadId } = await findLead(parts.table, principal, params.leadId, route.right, route.missing);
        const asked = { leadId, segmentId: params.segmentId, isIn, actor: { kind: 'user', id: userId }, correlationId: requestId } as const;
        await keepByHand({ ...asked, along: () => keep(done()) }, parts);
        log.info('lead kept in a list by hand', { userId, leadId, segmentId: params.segmentId, isIn });
        return done();
      };
      return once(request, { change }, { ...parts, log });
    });
  return [keeping(addToSegmentRoute, true), keeping(removeFromSegmentRoute, false)];
}
