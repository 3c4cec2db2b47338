import { listConnectorsRoute } from '../../api/connectors/list-connectors.ts';
import { listConversionsRoute } from '../../api/connectors/list-conversions.ts';
import { showConnectorRoute } from '../../api/connectors/show-connector.ts';
import { backtestScoringRoute } from '../../api/scoring/backtest-scoring.ts';
import { seesContactDetails } from '../../shared/access/index.ts';
import { listConnectors, type ShowConnectorParts, showConnector } from '../../shared/connectors/index.ts';
import { showConversions } from '../../shared/conversions/index.ts';
import { found, on, type ServedRoute, serve } from '../../shared/http/index.ts';
import type { ImportParts } from '../../shared/imports/index.ts';
import type { Cursors } from '../../shared/platform/cursor.ts';
import type { CdnOnly } from '../../shared/platform/http.ts';
import { type BacktestParts, backtest, blur } from '../../shared/scoring/index.ts';
import type { StartCountParts } from '../../shared/segments/index.ts';
import { exportRoutes } from './export-routes.ts';
import { importRoutes } from './import-routes.ts';
import { readRequest } from './request.ts';
import { routingRoutes } from './routing-routes.ts';
import { segmentRoutes } from './segment-routes.ts';

export type LongParts = BacktestParts & StartCountParts & ImportParts & ShowConnectorParts & CdnOnly & { readonly cursors: Cursors };

/** An HTTP API waits thirty seconds; the last page, the answer and a cold start have to fit in behind it. */
const budgetMs = 20_000;

/** Serves what takes long. */
export const createHandler = (parts: LongParts) => serve(routesOf(parts), parts);

/** The long routes with what answers each. They change no lead and may be repeated, so an Idempotency-Key has nothing to do. */
export function routesOf(parts: LongParts): ServedRoute[] {
  return [
    on(backtestScoringRoute, async ({ principal, body }) => {
      const { wish, asked } = readRequest(body, principal, parts.cursors);
      const answer = await backtest({ ...wish, maxChanges: wish.limit, budgetMs }, parts);
      const { leads, judged, cut, inForce, nextCursor } = answer;
      const isDraft = wish.draft !== null;
      parts.log.info('back-test run', { userId: principal.userId, isDraft, leads, judged, cut, rulesVersion: inForce.version });
      if (!seesContactDetails(principal)) return found(blur(answer));
      return found({ ...answer, nextCursor: nextCursor && parts.cursors.seal(nextCursor, asked) });
    }),
    on(listConnectorsRoute, async () => found(await listConnectors(parts))),
    on(showConnectorRoute, async ({ principal, params: { connectorId } }) => {
      const view = await showConnector(connectorId, principal, parts);
      return found(view, { etag: `"${view.version}"` });
    }),
    on(listConversionsRoute, async ({ params: { connectorId }, query }) => found(await showConversions(connectorId, query, parts))),
    ...segmentRoutes(parts),
    ...routingRoutes(parts),
    ...importRoutes(parts),
    ...exportRoutes(parts),
  ];
}
