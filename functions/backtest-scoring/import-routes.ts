import { listImportRowsRoute } from '../../api/imports/list-import-rows.ts';
import { listImportsRoute } from '../../api/imports/list-imports.ts';
import { mapImportRoute } from '../../api/imports/map-import.ts';
import { openImportRoute } from '../../api/imports/open-import.ts';
import { readImportFileRoute } from '../../api/imports/read-import-file.ts';
import { showImportRoute } from '../../api/imports/show-import.ts';
import { startImportRoute } from '../../api/imports/start-import.ts';
import { undoImportRoute } from '../../api/imports/undo-import.ts';
import { accepted, found, on, type ServedRoute } from '../../shared/http/index.ts';
import {
  beginReading,
  listImports,
  listRows,
  mapColumns,
  openImport,
  showImport,
  startImport,
  undoImport,
} from '../../shared/imports/index.ts';
import type { LongParts } from './app.ts';

/** The routes by which lists come in. The work itself is done while nobody waits. */
export function importRoutes(parts: LongParts): ServedRoute[] {
  const { log } = parts;
  return [
    on(openImportRoute, async ({ principal, body }) => {
      const view = await openImport(body, principal, parts);
      log.info('list opened', { userId: principal.userId, importId: view.importId, kind: view.kind, bytes: view.bytes });
      return accepted(view);
    }),
    on(listImportsRoute, async ({ principal }) => found({ imports: await listImports(principal, parts) })),
    on(showImportRoute, async ({ principal, params: { importId } }) => found(await showImport(importId, principal, parts))),
    on(listImportRowsRoute, async ({ principal, params: { importId }, query }) => found(await listRows(importId, query, principal, parts))),
    on(readImportFileRoute, async ({ principal, params: { importId } }) => accepted(await beginReading(importId, principal, parts))),
    on(mapImportRoute, async ({ principal, params: { importId }, body }) => accepted(await mapColumns(importId, body, principal, parts))),
    on(startImportRoute, async ({ principal, params: { importId } }) => {
      const view = await startImport(importId, principal, parts);
      log.info('list started', { userId: principal.userId, importId, rows: view.progress.rows });
      return accepted(view);
    }),
    on(undoImportRoute, async ({ principal, params: { importId } }) => {
      const view = await undoImport(importId, principal, parts);
      log.info('undo of a list begun', { userId: principal.userId, importId });
      return accepted(view);
    }),
  ];
}
