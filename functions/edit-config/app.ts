import type { PublishedView } from '../../api/config/config-view.ts';
import { diffConfigRoute } from '../../api/config/diff-config.ts';
import { publishConfigRoute } from '../../api/config/publish-config.ts';
import { readConfigRoute } from '../../api/config/read-config.ts';
import type { ConfigReader } from '../../shared/config/index.ts';
import { diffConfig, kindFor, publishConfig, readConfig } from '../../shared/config-registry/index.ts';
import { found, on, once, type ServedRoute, serve, versionOf } from '../../shared/http/index.ts';
import { type Publication, warnOfLeavers } from '../../shared/owners/index.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Digests } from '../../shared/platform/digests.ts';
import type { CdnOnly } from '../../shared/platform/http.ts';
import type { IdSource } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { Queue } from '../../shared/platform/queues.ts';
import type { Table } from '../../shared/platform/table.ts';
import { connectorRoutes } from './connector-routes.ts';
import { mailRoutes } from './mail-routes.ts';
import { spendRoutes } from './spend-routes.ts';
import { targetRoutes } from './target-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

export interface EditParts extends CdnOnly {
  readonly table: Table;
  readonly digests: Digests;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'webhookId'>;
  readonly work: Queue;
  /** From which secrets of webhooks follow: the one in force first. */
  readonly webhookKeys: readonly [string, ...string[]];
}

/** Serves each route of the configuration; what a role may not see or change looks like what is not there. */
export const createHandler = (parts: EditParts, log: Log) => serve(routesOf(parts, log), { ...parts, log });

/** The routes of the configuration with what answers them. */
export function routesOf(parts: EditParts, log: Log): ServedRoute[] {
  const publishing = { ...parts, warnBeside: (publication: Publication) => warnOfLeavers(publication, parts.table) };
  return [
    on(readConfigRoute, async ({ principal, params, query }) => {
      const config = await readConfig(parts.table, principal, params.kind, query.version);
      return found(config, { etag: `"${config.version}"` });
    }),
    on(diffConfigRoute, async ({ principal, params, query }) => found(await diffConfig(parts.table, principal, params.kind, query))),
    on(publishConfigRoute, async (request) => {
      const { principal, params, query, headers, body } = request;
      // Before an answer is looked up that was given before: the kind may be closed to this user since.
      kindFor(principal, params.kind, 'config.publish');
      const isCheck = query.check === 'true';
      const confirmed = query.starts === 'true' ? 'starts' : query.inside === 'true' ? 'inside' : null;
      const editOf = () => ({ documents: body.documents, expectedVersion: versionOf(headers['If-Match']), isCheck, confirmed }) as const;
      const answerOf = (published: PublishedView) => found(published, { etag: `"${published.version}"` });
      // Nothing is changed, so nothing is kept.
      if (isCheck) return answerOf(await publishConfig(publishing, principal, params.kind, editOf()));
      return once(
        request,
        {
          change: async (keep) => {
            const published = await publishConfig(publishing, principal, params.kind, editOf(), (next) => keep(answerOf(next)));
            log.info('configuration published', { userId: principal.userId, kind: published.kind, version: published.version });
            return answerOf(published);
          },
        },
        { ...parts, log },
      );
    }),
    ...webhookRoutes(parts, log),
    ...connectorRoutes(parts, log),
    ...spendRoutes(parts, log),
    ...targetRoutes(parts, log),
    ...mailRoutes(parts, log),
  ];
}
