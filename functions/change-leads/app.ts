import { z } from 'zod';
import { asUser, mayAtAll, type Principal, type UserEvent } from '../../shared/access/index.ts';
import type { ConfigReader } from '../../shared/config/index.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Digests } from '../../shared/platform/digests.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { type CdnOnly, createHttpHandler, emptyResponse, type HttpResponse } from '../../shared/platform/http.ts';
import { type IdSource, LeadId, VisitorId } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { Queue } from '../../shared/platform/queues.ts';
import type { Table } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import { type Act, answerOnce, keyedRequest } from '../../shared/requests/index.ts';
import { finishUnlinking, unlinkVisitor } from '../../shared/tracking/index.ts';

export interface ChangeParts extends CdnOnly {
  readonly table: Table;
  readonly digests: Digests;
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
      if (!mayAtAll(principal, 'lead.correct')) throw new NotFoundError('no such lead');
      const request = {
        userId: principal.userId,
        route: event.routeKey,
        idempotencyKey: event.headers?.['idempotency-key'],
        asked: path.data,
      };
      return answerOnce(keyedRequest(request, parts.digests), unlink(path.data, event, principal, parts, log), { ...parts, log });
    }
    default:
      throw new NotFoundError('no such route');
  }
}

function unlink(
  { leadId: named, visitorId }: z.infer<typeof LinkPath>,
  { requestContext: { requestId } }: UserEvent,
  principal: Principal,
  parts: ChangeParts,
  log: Log,
): Act {
  // As the device's identity names the lead, also when it was merged since.
  const leadId = LeadId.parse(named);
  return {
    async change(keep) {
      const lead = await findLead(parts.table, principal, leadId, 'lead.correct');
      const actor = { kind: 'user', id: principal.userId } as const;
      const answer = emptyResponse(204);
      await unlinkVisitor(leadId, visitorId, { actor, correlationId: requestId, causationId: requestId }, parts, () => keep(answer));
      log.info('link of a visitor undone', { userId: principal.userId, leadId: lead.leadId, visitorId });
      return answer;
    },
    followUp: () => finishUnlinking(leadId, visitorId, parts),
  };
}
