import { z } from 'zod';
import { mayCorrectLead, principalOf } from '../../shared/access/index.ts';
import type { ConfigReader } from '../../shared/config/index.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { type CdnOnly, createHttpHandler, emptyResponse, type HttpRequestEvent } from '../../shared/platform/http.ts';
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

/** What an HTTP API with a JWT authoriser hands over. */
export interface ChangeEvent extends HttpRequestEvent {
  readonly routeKey: string;
  readonly pathParameters?: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly requestId: string; readonly authorizer?: { readonly jwt?: { readonly claims?: unknown } } };
}

const LinkPath = z.object({ leadId: LeadId.max(64), visitorId: VisitorId });

/** Answers each route by which people change a lead; what they may not change looks like what is not there. */
export function createHandler(parts: ChangeParts, log: Log) {
  return createHttpHandler<ChangeEvent>(
    log,
    async (event) => {
      const { requestId, authorizer } = event.requestContext;
      const principal = principalOf(authorizer?.jwt?.claims, await parts.config.current('users'));
      switch (event.routeKey) {
        case 'DELETE /v1/leads/{leadId}/visitors/{visitorId}': {
          const path = LinkPath.safeParse(event.pathParameters);
          if (!path.success) throw new NotFoundError('no such lead');
          const { visitorId } = path.data;
          const lead = await findLead(parts.table, principal, LeadId.parse(path.data.leadId));
          if (!mayCorrectLead(principal, lead)) throw new NotFoundError('no such lead');
          const actor = { kind: 'user', id: principal.userId } as const;
          await unlinkVisitor(lead.leadId, visitorId, { actor, correlationId: requestId, causationId: requestId }, parts);
          log.info('link of a visitor undone', { userId: principal.userId, leadId: lead.leadId, visitorId });
          return emptyResponse(204);
        }
        default:
          throw new NotFoundError('no such route');
      }
    },
    parts,
  );
}
