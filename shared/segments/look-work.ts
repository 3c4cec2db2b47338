import { UnavailableError } from '../platform/errors.ts';
import { defineWork } from '../work/index.ts';
import { lookAtLead } from './look-at-lead.ts';
import { lookRequest } from './look-request.ts';
import { reasonOfMove } from './reason-of-move.ts';
import { segmentsInForce } from './segments-in-force.ts';

/** Looks at a lead because something happened to it, or because time alone moves it now. */
export const lookAtSegmentsWork = defineWork({
  kind: 'lookAtSegments' satisfies typeof lookRequest.kind,
  schema: lookRequest.schema,
  async run(request, parts) {
    const segments = await segmentsInForce(parts.config);
    const isByTime = request.by === 'time';
    if (!isByTime && segments.version < request.version)
      throw new UnavailableError('segments that a lead is held against are not in force here yet');
    const dueMs = isByTime ? Date.parse(request.dueAt) : 0;
    const moved = await lookAtLead(
      {
        leadId: request.leadId,
        // Of one that is gone a recount takes everybody out.
        segmentIds: isByTime ? [...segments.rules.keys()] : request.segmentIds.filter((id) => segments.rules.has(id)),
        segments,
        now: () => new Date(Math.max(parts.clock().getTime(), dueMs)),
        reasonFor: reasonOfMove(request.by, parts),
        correlationId: `segments/${segments.version}`,
      },
      parts.table,
    );
    parts.log.info('segments of a lead looked at', { leadId: request.leadId, by: request.by, ...moved });
  },
});
