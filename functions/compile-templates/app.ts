import type { PublishedView } from '../../api/config/config-view.ts';
import { publishTemplatesRoute } from '../../api/config/publish-templates.ts';
import { previewTemplateRoute } from '../../api/templates/preview-template.ts';
import { mayAtAll, seesContactDetails } from '../../shared/access/index.ts';
import type { ConfigReader } from '../../shared/config/index.ts';
import { publishConfig } from '../../shared/config-registry/index.ts';
import { found, on, once, type ServedRoute, serve, versionOf } from '../../shared/http/index.ts';
import { compilers, previewTemplate, withMadeUpName } from '../../shared/mail-templates/index.ts';
import { readPreviewValues } from '../../shared/nurture/preview-values.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Digests } from '../../shared/platform/digests.ts';
import type { CdnOnly } from '../../shared/platform/http.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';

export interface CompileParts extends CdnOnly {
  readonly table: Table;
  readonly digests: Digests;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

const kind = 'templates';

/** Serves what compiles mail templates: publishing them, and looking at a draft. */
export const createHandler = (parts: CompileParts, log: Log) => serve(routesOf(parts, log), { ...parts, log });

/** The routes that compile with what answers them. */
export function routesOf(parts: CompileParts, log: Log): ServedRoute[] {
  const publishing = { ...parts, compilers };
  return [
    on(publishTemplatesRoute, async (request) => {
      const { principal, query, headers, body } = request;
      const isCheck = query.check === 'true';
      const edit = { documents: body.documents, expectedVersion: versionOf(headers['If-Match']), isCheck };
      const answerOf = (published: PublishedView) => found(published, { etag: `"${published.version}"` });
      // Nothing is changed, so nothing is kept.
      if (isCheck) return answerOf(await publishConfig(publishing, principal, kind, edit));
      return once(
        request,
        {
          change: async (keep) => {
            const published = await publishConfig(publishing, principal, kind, edit, (next) => keep(answerOf(next)));
            log.info('configuration published', { userId: principal.userId, kind, version: published.version });
            return answerOf(published);
          },
        },
        { ...parts, log },
      );
    }),
    on(previewTemplateRoute, async ({ principal, body: { template, locale, leadId } }) => {
      const lead = leadId === undefined ? null : await findLead(parts.table, principal, leadId);
      if (!lead) return found(await previewTemplate(template, locale, null));
      const shown = seesContactDetails(principal) ? lead : withMadeUpName(lead, locale);
      const reading = { table: parts.table, config: parts.config, clock: parts.clock, seesTasks: mayAtAll(principal, 'task.read') };
      return found(await previewTemplate(template, locale, (templateId) => readPreviewValues(shown, templateId, locale, reading)));
    }),
  ];
}
