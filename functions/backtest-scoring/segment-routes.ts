import { countLeadsRoute } from '../../api/segments/count-leads.ts';
import { countSegmentRoute } from '../../api/segments/count-segment.ts';
import { listSegmentsRoute } from '../../api/segments/list-segments.ts';
import { overlapSegmentsRoute } from '../../api/segments/overlap-segments.ts';
import { readCountRoute } from '../../api/segments/read-count.ts';
import { accepted, found, on, type ServedRoute } from '../../shared/http/index.ts';
import { countRule, listSegments, overlapOf, showCount, startCount } from '../../shared/segments/index.ts';
import type { LongParts } from './app.ts';

/** The routes that say how many leads segments take in. */
export function segmentRoutes(parts: LongParts): ServedRoute[] {
  return [
    on(listSegmentsRoute, async ({ principal }) => found(await listSegments(principal, parts))),
    on(countSegmentRoute, async ({ principal, params: { segmentId } }) => {
      const answer = await startCount(segmentId, principal, parts);
      parts.log.info('count of a segment asked for', { userId: principal.userId, segmentId });
      return accepted(answer);
    }),
    on(readCountRoute, async ({ principal, params: { segmentId } }) => found(await showCount(segmentId, principal, parts))),
    on(countLeadsRoute, async ({ principal, body }) => {
      const answer = await countRule(body.rule, principal, parts);
      parts.log.info('leads of a rule counted', { userId: principal.userId, isExact: answer.isExact, looked: answer.looked });
      return found(answer);
    }),
    on(overlapSegmentsRoute, async ({ principal, body }) => {
      const answer = await overlapOf(body, principal, parts);
      parts.log.info('segments compared', { userId: principal.userId, ...body, isExact: answer.isExact, looked: answer.looked });
      return found(answer);
    }),
  ];
}
