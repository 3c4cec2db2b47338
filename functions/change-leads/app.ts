import { z } from 'zod';
import { asUser, type Principal, type UserEvent } from '../../shared/access/index.ts';
import type { ConfigReader } from '../../shared/config/index.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { type CdnOnly, createHttpHandler, emptyResponse, type HttpResponse } from '../../shared/platform/http.ts';
import { type IdSource, LeadId, VisitorId } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { Queue } from '../../shared/platform/queues.ts';
import type { Table } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import { unlinkVisitor } from '../../shared/tracking/index.ts';

export interface ChangeParts extends CdnOnly {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
  readonly score: Queue;
}

const LinkPath = z.object({ leadId: LeadId.max(64), visitorId: VisitorId });

/** Answers each route by which people change a lead; what they may not change looks like what is not there. */
export function createHandler(parts: ChangeParts, log: Log) {
  return createHttpHandler<UserEvent>(
    log,
    (event) => asUser(event, { ...parts, log }, (principal) => change(event, principal, parts, log)),
    parts,
  );
}

async function change(event: UserEvent, principal: Principal, parts: ChangeParts, log: Log): Promise<HttpResponse> {
  switch (event.routeKey) {
    case 'DELETE /v1/leads/{leadId}/visitors/{visitorId}': {
      const path = LinkPath.safeParse(event.pathParameters);
      if (!path.success) throw new NotFoundError('no such lead');
      const { visitorId } = path.data;
      const { requestId } = event.requestContext;
      const lead = await findLead(parts.table, principal, LeadId.parse(path.data.leadId), 'lead.correct');
      const actor = { kind: 'user', id: principal.userId } as const;
      await unlinkVisitor(LeadId.parse(path.data.leadId), visitorId, { actor, correlationId: requestId, causationId: requestId }, parts);
      log.info('link of a visitor undone', { userId: principal.userId, leadId: lead.leadId, visitorId });
      return emptyResponse(204);
    }
    default:
      throw new NotFoundError('no such route');
  }
}
