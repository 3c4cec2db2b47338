import { deleteViewRoute } from '../../api/views/delete-view.ts';
import { saveViewRoute } from '../../api/views/save-view.ts';
import type { SavedView } from '../../api/views/views-view.ts';
import { done, found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import { checkQuery } from '../../shared/reading/index.ts';
import type { ChangeParts } from './app.ts';

/** Loaded with the first view: whoever changes a lead must not pay for it. */
const views = () => import('../../shared/views/index.ts');

/** The routes by which people save lists. */
export function viewRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  return [
    on(saveViewRoute, (request) => {
      const { principal, params, headers, body } = request;
      return once(
        request,
        {
          change: async (keep) => {
            await checkQuery(body.query, principal, parts.config);
            const { saveView } = await views();
            const answerOf = (saved: SavedView) => found(saved, { etag: `"${saved.version}"` });
            const along = (saved: SavedView) => keep(answerOf(saved));
            const seenVersion = versionOf(headers['If-Match']);
            const saved = await saveView(principal, { ...params, ...body, poolId: body.poolId, seenVersion, along }, parts);
            log.info('view saved', { userId: principal.userId, viewId: saved.viewId, poolId: saved.poolId });
            return answerOf(saved);
          },
        },
        { ...parts, log },
      );
    }),
    on(deleteViewRoute, (request) => {
      const { principal, params, query } = request;
      return once(
        request,
        {
          change: async (keep) => {
            const { removeView } = await views();
            await removeView(principal, { ...params, poolId: query.poolId, along: () => keep(done()) }, parts);
            log.info('view deleted', { userId: principal.userId, ...params });
            return done();
          },
        },
        { ...parts, log },
      );
    }),
  ];
}
