import { acceptProposalRoute } from '../../api/leads/accept-proposal.ts';
import { dropProposalRoute } from '../../api/leads/drop-proposal.ts';
import { type MovedView, moveLeadRoute } from '../../api/leads/move-lead.ts';
import type { QualifiedView } from '../../api/leads/qualification-view.ts';
import { qualifyLeadRoute } from '../../api/leads/qualify-lead.ts';
import { unlinkVisitorRoute } from '../../api/leads/unlink-visitor.ts';
import type { ReleasedView } from '../../api/quarantine/held-view.ts';
import { rejectHeldRoute } from '../../api/quarantine/reject-held.ts';
import { releaseHeldRoute } from '../../api/quarantine/release-held.ts';
import { done, found, on, once, type ServedRoute, serve, versionOf } from '../../shared/http/index.ts';
import type { IntakeParts } from '../../shared/intake/index.ts';
import type { Lead } from '../../shared/leads/index.ts';
import { moveLead } from '../../shared/lifecycle/index.ts';
import { usualSubjects } from '../../shared/opportunities/index.ts';
import type { CdnOnly } from '../../shared/platform/http.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { Queue } from '../../shared/platform/queues.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { acceptProposal, dropProposal } from '../../shared/proposals/index.ts';
import { type Qualified, qualifiedView, qualifyLead, questionsInForce } from '../../shared/qualification/index.ts';
import { rejectHeld, releaseHeld } from '../../shared/quarantine/index.ts';
import { findLead } from '../../shared/reading/index.ts';
import { finishUnlinking, unlinkVisitor } from '../../shared/tracking/index.ts';
import { findLeadToQualify } from '../../shared/worklist/index.ts';
import { callRoutes } from './call-routes.ts';
import { companyRoutes } from './company-routes.ts';
import { connectorRoute } from './connector-route.ts';
import { consentRoute } from './consent-route.ts';
import { digestRoute } from './digest-route.ts';
import { dutyRoutes } from './duty-routes.ts';
import { editRoutes } from './edit-routes.ts';
import { entryRoutes } from './entry-routes.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { heldRoutes } from './held-routes.ts';
import { lateActRoutes } from './late-act-routes.ts';
import { letterRoute } from './letter-route.ts';
import { mergeRoutes } from './merge-routes.ts';
import { noteRoutes } from './note-routes.ts';
import { noticeRoutes } from './notice-routes.ts';
import { offerRoutes } from './offer-routes.ts';
import { opportunityRoutes } from './opportunities.ts';
import { ownerRoutes } from './owner-route.ts';
import { profileRoute } from './profile-route.ts';
import { purchaseRoutes } from './purchases.ts';
import { registrationRoutes } from './registration-routes.ts';
import { replyRoute } from './reply-route.ts';
import { revealRoute } from './reveal-route.ts';
import { rightsRoutes } from './rights-routes.ts';
import { segmentRoutes } from './segment-routes.ts';
import { sequenceRoutes } from './sequence-routes.ts';
import { splitRoutes } from './split-routes.ts';
import { statusRoute } from './status-route.ts';
import { taskRoutes } from './task-routes.ts';
import { textRoutes } from './text-routes.ts';
import { userRoutes } from './user-routes.ts';
import { viewRoutes } from './view-routes.ts';

export interface ChangeParts extends CdnOnly, Omit<IntakeParts, 'log'> {
  /** Over which the first step is asked for of whoever is put into a sequence. */
  readonly mail: Queue;
  /** Over which the owner hears of a person of theirs whom somebody typed in. */
  readonly notice: Queue;
  readonly work: Queue;
}

/** Serves each route by which people change a lead; what they may not change looks like what is not there. */
export const createHandler = (parts: ChangeParts, log: Log) => serve(routesOf(parts, log), { ...parts, log });

/** The routes that change a lead, with what answers them. */
export function routesOf(parts: ChangeParts, log: Log): ServedRoute[] {
  const decideProposal = (route: typeof acceptProposalRoute | typeof dropProposalRoute, act: typeof acceptProposal) =>
    on(route, (request) => {
      const { principal, requestId, params } = request;
      const { userId } = principal;
      const change = async (keep: (answer: ReturnType<typeof done>) => readonly WriteItem[]) => {
        const lead = await findLead(parts.table, principal, params.leadId, route.right, route.missing);
        const decision = { leadId: lead.leadId, proposalId: params.proposalId, actor: { kind: 'user', id: userId } } as const;
        await act({ ...decision, correlationId: requestId, along: () => keep(done()) }, parts);
        log.info('proposal decided', { userId, leadId: lead.leadId, proposalId: params.proposalId, route: route.id });
        return done();
      };
      return once(request, { change }, { ...parts, log });
    });
  const movedView = ({ leadId, stage, version }: Lead): MovedView => ({ leadId, stage, version });
  return [
    on(moveLeadRoute, (request) => {
      const { principal, requestId, params, headers, body } = request;
      const { userId } = principal;
      const change = async (keep: (answer: ReturnType<typeof found<MovedView>>) => readonly WriteItem[]) => {
        const { leadId } = await findLead(parts.table, principal, params.leadId, moveLeadRoute.right);
        const asked = {
          leadId,
          to: body.stage,
          because: body.reason,
          seenVersion: versionOf(headers['If-Match']),
          actor: { kind: 'user', id: userId },
          correlationId: requestId,
        } as const;
        const moved = await moveLead({ ...asked, along: (lead) => keep(found(movedView(lead))) }, parts);
        log.info('lead moved', { userId, leadId, stage: body.stage, reason: body.reason });
        return found(movedView(moved));
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(qualifyLeadRoute, (request) => {
      const { principal, requestId, params, headers, body } = request;
      const { userId } = principal;
      const change = async (keep: (answer: ReturnType<typeof found<QualifiedView>>) => readonly WriteItem[]) => {
        const { right: action, missing } = qualifyLeadRoute;
        const lead = await findLeadToQualify(parts.table, principal, { leadId: params.leadId, action, missing });
        const { leadId } = lead;
        const { rules } = await questionsInForce(parts.config);
        const asked = {
          leadId,
          kind: body.kind,
          result: { answers: body.answers, factors: body.factors },
          subjects: await usualSubjects(parts.table, principal, lead),
          repId: principal.role === 'rep' ? principal.repId : undefined,
          seenVersion: versionOf(headers['If-Match']),
          actor: { kind: 'user', id: userId },
          correlationId: requestId,
        } as const;
        const answerOf = (qualified: Qualified) => found(qualifiedView(qualified, rules));
        const qualified = await qualifyLead({ ...asked, along: (one) => keep(answerOf(one)) }, parts);
        log.info('lead qualified', { userId, leadId, kind: body.kind, stage: qualified.lead.stage });
        return answerOf(qualified);
      };
      return once(request, { change }, { ...parts, log });
    }),
    ...entryRoutes(parts, log),
    ...lateActRoutes(parts, log),
    ...heldRoutes(parts, log),
    ...editRoutes(parts, log),
    ...noteRoutes(parts, log),
    replyRoute(parts, log),
    letterRoute(parts, log),
    ...callRoutes(parts, log),
    ...textRoutes(parts, log),
    ...offerRoutes(parts, log),
    revealRoute(parts, log),
    ...taskRoutes(parts, log),
    ...viewRoutes(parts, log),
    profileRoute(parts, log),
    statusRoute(parts, log),
    ...mergeRoutes(parts, log),
    ...erasureRoutes(parts, log),
    ...registrationRoutes(parts, log),
    ...rightsRoutes(parts, log),
    consentRoute(parts, log),
    ...ownerRoutes(parts, log),
    ...splitRoutes(parts, log),
    ...purchaseRoutes({ ...parts, log }),
    ...dutyRoutes(parts, log),
    ...userRoutes(parts, log),
    ...noticeRoutes(parts, log),
    digestRoute(parts, log),
    ...segmentRoutes(parts, log),
    ...sequenceRoutes(parts, log),
    decideProposal(acceptProposalRoute, acceptProposal),
    decideProposal(dropProposalRoute, dropProposal),
    on(unlinkVisitorRoute, (request) => {
      const { principal, requestId, params } = request;
      // As the device's identity names the lead, also when it was merged since; or as the record that is left does.
      const { leadId, visitorId } = params;
      const { userId } = principal;
      const cause = { actor: { kind: 'user', id: userId }, correlationId: requestId, causationId: requestId } as const;
      return once(
        request,
        {
          change: async (keep) => {
            const lead = await findLead(parts.table, principal, leadId, unlinkVisitorRoute.right);
            await unlinkVisitor(leadId, visitorId, cause, parts, () => keep(done()));
            log.info('link of a visitor undone', { userId, leadId: lead.leadId, visitorId });
            return done();
          },
          followUp: () => finishUnlinking(leadId, visitorId, parts),
        },
        { ...parts, log },
      );
    }),
    ...companyRoutes(parts, log),
    connectorRoute(parts, log),
    ...opportunityRoutes(parts, log),
    on(releaseHeldRoute, (request) => {
      const { principal, params } = request;
      const accepted = (body: ReleasedView) => ({ status: 202, body });
      return once(
        request,
        {
          change: async (keep) => {
            const released = await releaseHeld(params.heldId, principal, parts, (view) => keep(accepted(view)));
            log.info('post released from quarantine', { userId: principal.userId, post: params.heldId });
            return accepted(released);
          },
        },
        { ...parts, log },
      );
    }),
    on(rejectHeldRoute, (request) => {
      const { principal, params, body } = request;
      return once(
        request,
        {
          change: async (keep) => {
            const rejected = await rejectHeld(params.heldId, body.note ?? null, principal, parts, (view) => keep(found(view)));
            log.info('post in quarantine rejected', { userId: principal.userId, post: params.heldId });
            return found(rejected);
          },
        },
        { ...parts, log },
      );
    }),
  ];
}
