import { listErasuresRoute } from '../../api/erasures/list-erasures.ts';
import { readErasureRoute } from '../../api/erasures/read-erasure.ts';
import { erasureView, listErasures, readErasure } from '../../shared/erasing/index.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import type { Asked } from '../../shared/platform/cursor.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import type { ReadParts } from './app.ts';

/** Read with the first certificate: whoever opens a lead must not pay for it. */
const registry = () => import('../../shared/erasing-registry/erasers.ts');

/** The routes that tell which people were erased. */
export const erasureRoutes = ({ table, cursors }: ReadParts): ServedRoute[] => [
  on(readErasureRoute, async ({ params }) => {
    const erasure = await readErasure(table, params.erasureId);
    if (!erasure) throw new NotFoundError('no such erasure');
    const { erasers } = await registry();
    return found(erasureView(erasure, erasers));
  }),
  on(listErasuresRoute, async ({ principal, query }) => {
    const asked: Asked = { userId: principal.userId, route: 'GET /v1/erasures', query };
    const before = query.cursor === undefined ? null : cursors.open(query.cursor, asked);
    const { erasures, next } = await listErasures(table, { limit: query.limit, before });
    const { erasers } = await registry();
    return found({
      items: erasures.map((erasure) => erasureView(erasure, erasers)),
      nextCursor: next === null ? null : cursors.seal(next, asked),
    });
  }),
];
