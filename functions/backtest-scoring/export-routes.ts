import { listExportsRoute } from '../../api/exports/list-exports.ts';
import { openExportRoute } from '../../api/exports/open-export.ts';
import { showExportRoute } from '../../api/exports/show-export.ts';
import { listExports, openExport, showExport } from '../../shared/exports/index.ts';
import { accepted, found, on, type ServedRoute } from '../../shared/http/index.ts';
import type { LongParts } from './app.ts';

/** The routes by which lists go out. The work itself is done while nobody waits. */
export function exportRoutes(parts: LongParts): ServedRoute[] {
  const { log } = parts;
  return [
    on(openExportRoute, async ({ principal, body }) => {
      const view = await openExport(body, principal, parts);
      const filters = Object.keys(view.filter).join(' ');
      log.info('export asked for', {
        userId: principal.userId,
        exportId: view.exportId,
        format: view.format,
        columns: view.columns.length,
        filters,
      });
      return accepted(view);
    }),
    on(listExportsRoute, async ({ principal }) => found(await listExports(principal, parts))),
    on(showExportRoute, async ({ principal, params: { exportId } }) => {
      const view = await showExport(exportId, principal, parts);
      if (view.file) log.info('link to an export given', { userId: principal.userId, exportId, leads: view.progress.leads });
      return found(view);
    }),
  ];
}
