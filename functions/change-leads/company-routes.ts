import { changeCompanyRoute } from '../../api/companies/change-company.ts';
import type { CompanyView } from '../../api/companies/company-view.ts';
import { dropCompanyCandidateRoute } from '../../api/companies/drop-company-candidate.ts';
import { makeCompanyRoute } from '../../api/companies/make-company.ts';
import { type MergedCompaniesView, mergeCompaniesRoute } from '../../api/companies/merge-companies.ts';
import { type CompanySetView, setCompanyRoute } from '../../api/companies/set-company.ts';
import { type PartedCompaniesView, undoCompanyMergeRoute } from '../../api/companies/undo-company-merge.ts';
import type { Principal } from '../../shared/access/index.ts';
import {
  changeFirm,
  dropFirmCandidate,
  findFirm,
  firmView,
  type MergedFirms,
  makeFirm,
  mayWithFirm,
  mergeFirms,
  planFirmMerge,
  previewOfFirms,
  setCompany,
  undoFirmMerge,
} from '../../shared/firm-directory/index.ts';
import type { Firm } from '../../shared/firms/index.ts';
import { type Answer, done, found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import type { Lead } from '../../shared/leads/index.ts';
import { InvalidInputError, NotFoundError } from '../../shared/platform/errors.ts';
import { CompanyId, RepId } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import type { ChangeParts } from './app.ts';

type Keep = (answer: Answer<CompanyView>) => readonly WriteItem[];

/** The routes by which people make companies known, change them, and say whose people they are. */
export function companyRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  const repsNow = async () => (await parts.config.current(repKind)).documents;
  const setView = ({ leadId, companyId, version }: Lead): CompanySetView => ({ leadId, companyId, version });
  return [
    on(makeCompanyRoute, (request) => {
      const { principal, body } = request;
      const change = async (keep: Keep) => {
        const reps = await repsNow();
        const answer = (firm: Firm) => ({ ...found(firmView(firm, reps), { etag: `"${firm.version}"` }), status: 201 });
        const made = await makeFirm(body, principal, (firm) => keep(answer(firm)), parts);
        log.info('company made', { userId: principal.userId, companyId: made.companyId });
        return answer(made);
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(changeCompanyRoute, (request) => {
      const { principal, params, headers, body } = request;
      const change = async (keep: Keep) => {
        const reps = await repsNow();
        const answer = (firm: Firm) => found(firmView(firm, reps), { etag: `"${firm.version}"` });
        const seen = await findFirm(parts.table, principal, params.companyId, changeCompanyRoute.right);
        const { ownerRepId, ...wish } = body;
        if (ownerRepId !== undefined && !(await mayWithFirm(parts.table, principal, seen, 'company.give')))
          throw new NotFoundError('no such company');
        if (ownerRepId && reps.get(ownerRepId)?.active !== true) {
          throw new InvalidInputError('there is no such rep', [{ path: 'ownerRepId', message: 'give the id of an active rep' }]);
        }
        const asked = { ...wish, ownerRepId: typeof ownerRepId === 'string' ? RepId.parse(ownerRepId) : ownerRepId };
        const seenVersion = versionOf(headers['If-Match']);
        const changed = await changeFirm(seen, asked, seenVersion, (firm) => keep(answer(firm)), parts);
        log.info('company changed', { userId: principal.userId, companyId: params.companyId, fields: Object.keys(body) });
        return answer(changed);
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(setCompanyRoute, (request) => {
      const { principal, requestId, params, headers, body } = request;
      const change = async (keep: (answer: Answer<CompanySetView>) => readonly WriteItem[]) => {
        const { leadId } = await findLead(parts.table, principal, params.leadId, setCompanyRoute.right);
        const companyId = body.companyId === null ? null : await visible(CompanyId.parse(body.companyId));
        const asked = { leadId, companyId, seenVersion: versionOf(headers['If-Match']), correlationId: requestId } as const;
        const actor = { kind: 'user', id: principal.userId } as const;
        const lead = await setCompany({ ...asked, actor, along: (one) => keep(found(setView(one))) }, parts);
        log.info('company of a lead set', { userId: principal.userId, leadId, companyId });
        return found(setView(lead));
      };
      /** Whoever names a company must see it: else its people would be shown to whoever guesses an id. */
      const visible = async (companyId: CompanyId) => {
        try {
          return (await findFirm(parts.table, principal, companyId, 'company.read')).companyId;
        } catch (error) {
          if (!(error instanceof NotFoundError)) throw error;
          throw new InvalidInputError('there is no such company', [
            { path: 'companyId', message: 'give the id of a company that you may see' },
          ]);
        }
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(mergeCompaniesRoute, (request) => {
      const { principal, params, headers, body } = request;
      const view = (merged: MergedFirms): MergedCompaniesView => ({ ...merged, members: [...merged.members], preview: null });
      const change = async (keep: (answer: Answer<MergedCompaniesView>) => readonly WriteItem[]) => {
        const [one, other] = await findBoth(principal, params.companyId, body.otherCompanyId, parts);
        if (body.preview) {
          const { companyId, version, members = [] } = one;
          const preview = previewOfFirms(planFirmMerge(one, other));
          return found<MergedCompaniesView>({ companyId, otherCompanyId: other.companyId, version, members: [...members], preview });
        }
        const asked = {
          ...params,
          otherCompanyId: body.otherCompanyId,
          userId: principal.userId,
          seenVersion: versionOf(headers['If-Match']),
        };
        return found(view(await mergeFirms({ ...asked, along: (merged) => keep(found(view(merged))) }, { ...parts, log })));
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(dropCompanyCandidateRoute, (request) => {
      const { principal, params, body } = request;
      const change = async (keep: (answer: ReturnType<typeof done>) => readonly WriteItem[]) => {
        const [one, other] = await findBoth(principal, params.companyId, body.otherCompanyId, parts);
        const asked = { companyId: one.companyId, otherCompanyId: other.companyId, userId: principal.userId };
        await dropFirmCandidate({ ...asked, along: () => keep(done()) }, { ...parts, log });
        return done();
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(undoCompanyMergeRoute, (request) => {
      const { principal, params, body } = request;
      const change = async (keep: (answer: Answer<PartedCompaniesView>) => readonly WriteItem[]) => {
        // Of two that are parted already both must be theirs; of one that is left, the other is part of it.
        await findBoth(principal, params.companyId, body.otherCompanyId, parts);
        const asked = { ...params, otherCompanyId: body.otherCompanyId, userId: principal.userId };
        return found(await undoFirmMerge({ ...asked, along: (parted) => keep(found(parted)) }, { ...parts, log }));
      };
      return once(request, { change }, { ...parts, log });
    }),
  ];
}

/** Finds two companies of which the caller may say whether they are one. @throws NotFoundError */
const findBoth = (principal: Principal, companyId: CompanyId, otherCompanyId: CompanyId, { table }: ChangeParts) =>
  Promise.all([
    findFirm(table, principal, companyId, mergeCompaniesRoute.right),
    findFirm(table, principal, otherCompanyId, mergeCompaniesRoute.right),
  ]);
