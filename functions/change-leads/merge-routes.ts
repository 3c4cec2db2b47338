import { dropMergeCandidateRoute } from '../../api/leads/drop-merge-candidate.ts';
import { type MergedView, mergeLeadsRoute } from '../../api/leads/merge-leads.ts';
import { type PartedView, undoMergeRoute } from '../../api/leads/undo-merge.ts';
import type { Principal } from '../../shared/access/index.ts';
import { type Answer, done, found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import { mergeFollowers } from '../../shared/merge-registry/index.ts';
import {
  dropCandidate,
  type MergedLeads,
  mergeLeads,
  type PartedLeads,
  planMerge,
  previewFor,
  undoMerge,
} from '../../shared/merging/index.ts';
import type { LeadId } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import type { ChangeParts } from './app.ts';

const viewOf = (parted: PartedLeads): PartedView => ({ ...parted, sequencesLeft: [...parted.sequencesLeft] });

/** The routes by which people say that two leads are one person, or are not. */
export const mergeRoutes = (parts: ChangeParts, log: Log): ServedRoute[] => [
  on(mergeLeadsRoute, (request) => {
    const { principal, requestId, params, headers, body } = request;
    const view = (merged: MergedLeads): MergedView => ({ ...merged, members: [...merged.members], preview: null });
    const change = async (keep: (answer: Answer<MergedView>) => readonly WriteItem[]) => {
      const [one, other] = await findBoth(principal, params.leadId, body.otherLeadId, parts);
      if (body.preview) {
        const preview = await previewFor(principal, await planMerge(one, other, parts), parts.config);
        const { leadId, version, members = [] } = one;
        return found<MergedView>({ leadId, otherLeadId: other.leadId, version, members: [...members], preview });
      }
      const asked = {
        leadId: params.leadId,
        otherLeadId: body.otherLeadId,
        seenVersion: versionOf(headers['If-Match']),
        actor: { kind: 'user', id: principal.userId },
        by: 'person',
        correlationId: requestId,
      } as const;
      return found(view(await mergeLeads({ ...asked, along: (merged) => keep(found(view(merged))) }, { ...parts, log })));
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(undoMergeRoute, (request) => {
    const { principal, requestId, params, body } = request;
    const change = async (keep: (answer: Answer<PartedView>) => readonly WriteItem[]) => {
      const { leadId } = await findLead(parts.table, principal, params.leadId, undoMergeRoute.right);
      // Of two that are parted already both must be theirs; of one that is left, the other is part of it.
      await findLead(parts.table, principal, body.otherLeadId, undoMergeRoute.right);
      const asked = {
        leadId,
        otherLeadId: body.otherLeadId,
        actor: { kind: 'user', id: principal.userId },
        correlationId: requestId,
      } as const;
      const parted = await undoMerge(
        { ...asked, along: (answer) => keep(found(viewOf(answer))) },
        { ...parts, followers: mergeFollowers, log },
      );
      return found(viewOf(parted));
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(dropMergeCandidateRoute, (request) => {
    const { principal, requestId, params, body } = request;
    const change = async (keep: (answer: ReturnType<typeof done>) => readonly WriteItem[]) => {
      const [one, other] = await findBoth(principal, params.leadId, body.otherLeadId, parts);
      const asked = { leadId: one.leadId, otherLeadId: other.leadId, actor: { kind: 'user', id: principal.userId } } as const;
      await dropCandidate({ ...asked, correlationId: requestId, along: () => keep(done()) }, { ...parts, log });
      return done();
    };
    return once(request, { change }, { ...parts, log });
  }),
];

/** Finds two leads of which the caller may say whether they are one person. @throws NotFoundError */
const findBoth = (principal: Principal, leadId: LeadId, otherLeadId: LeadId, { table }: ChangeParts) =>
  Promise.all([findLead(table, principal, leadId, mergeLeadsRoute.right), findLead(table, principal, otherLeadId, mergeLeadsRoute.right)]);
