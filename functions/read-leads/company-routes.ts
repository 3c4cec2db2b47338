import { listCompaniesRoute } from '../../api/companies/list-companies.ts';
import { listCompanyCandidatesRoute } from '../../api/companies/list-company-candidates.ts';
import { listCompanyPeopleRoute } from '../../api/companies/list-company-people.ts';
import { readCompanyRoute } from '../../api/companies/read-company.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import { showLeads } from '../../shared/reading/index.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import type { NoteRead, ReadParts } from './app.ts';

const firms = () => import('../../shared/firm-directory/index.ts');

/** The routes that show companies and their people. */
export function companyRoutes(parts: ReadParts, note: NoteRead, log: Log): ServedRoute[] {
  const { table, config } = parts;
  const repsNow = async () => (await config.current(repKind)).documents;
  return [
    on(listCompaniesRoute, async ({ principal, query }) => {
      const { listFirms, firmView } = await firms();
      const page = await listFirms(parts, principal, query);
      const reps = await repsNow();
      log.info('companies read', { userId: principal.userId, companies: page.firms.map(({ companyId }) => companyId) });
      return found({ items: page.firms.map((firm) => firmView(firm, reps)), nextCursor: page.nextCursor });
    }),
    on(listCompanyCandidatesRoute, async ({ principal, query }) => {
      const { listFirmCandidates } = await firms();
      const page = await listFirmCandidates(principal, query, parts);
      log.info('company candidates read', { userId: principal.userId, pairs: page.items.length });
      return found(page);
    }),
    on(readCompanyRoute, async ({ principal, params }) => {
      const { findFirm, firmView } = await firms();
      const firm = await findFirm(table, principal, params.companyId, readCompanyRoute.right);
      log.info('companies read', { userId: principal.userId, companies: [firm.companyId] });
      return found(firmView(firm, await repsNow()), { etag: `"${firm.version}"` });
    }),
    on(listCompanyPeopleRoute, async ({ principal, params, query }) => {
      const { listPeople } = await firms();
      const { leads, nextCursor } = await listPeople(parts, principal, params.companyId, query);
      note(
        principal,
        'people of a company',
        leads.map(({ leadId }) => leadId),
      );
      const page = { leads, scores: new Map(), waitingSince: new Map() };
      return found({ items: await showLeads(page, principal, parts), nextCursor });
    }),
  ];
}
