import { exportPersonRoute } from '../../api/erasures/export-person.ts';
import { listErasuresRoute } from '../../api/erasures/list-erasures.ts';
import { readErasureRoute } from '../../api/erasures/read-erasure.ts';
import { erasureView, listErasures, readErasure } from '../../shared/erasing/index.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import type { Asked } from '../../shared/platform/cursor.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { findLead } from '../../shared/reading/index.ts';
import type { NoteRead, ReadParts } from './app.ts';

/** Read with the first certificate: whoever opens a lead must not pay for it. */
const registry = () => import('../../shared/erasing-registry/erasers.ts');

const personFiles = () => import('../../shared/person-file/index.ts');

/** The routes that tell what is kept of a person, and who was erased. */
export const erasureRoutes = ({ table, cursors, ...parts }: ReadParts, note: NoteRead): ServedRoute[] => [
  on(exportPersonRoute, async ({ principal, params, query }) => {
    const lead = await findLead(table, principal, params.leadId, exportPersonRoute.right);
    const [{ erasers }, { csvOfPerson, personFile }] = await Promise.all([registry(), personFiles()]);
    const file = await personFile(lead, principal, erasers, { ...parts, table });
    note(principal, 'export', [lead.leadId]);
    if (query.csv === undefined) return found(file);
    return found({ ...file, csv: { fileName: `${lead.leadId}.csv`, text: csvOfPerson(file, query.csv) } });
  }),
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
