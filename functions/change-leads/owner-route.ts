import { type ClaimedLeadView, claimLeadRoute } from '../../api/leads/claim-lead.ts';
import { type ReleasedLeadView, releaseLeadRoute } from '../../api/leads/release-lead.ts';
import { type OwnerView, setOwnerRoute } from '../../api/leads/set-owner.ts';
import { type ClaimedOpportunityView, claimOpportunityRoute } from '../../api/opportunities/claim-opportunity.ts';
import { type ReleasedOpportunityView, releaseOpportunityRoute } from '../../api/opportunities/release-opportunity.ts';
import { openedTo } from '../../shared/accepting/index.ts';
import type { Principal } from '../../shared/access/index.ts';
import { type Answer, found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import {
  type ClaimAsked,
  type Claimed,
  claimFloating,
  type Gave,
  giveByHand,
  type ReleaseAsked,
  type Released,
  releaseByHand,
} from '../../shared/owners/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { leadSubject } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { claimOpen } from '../../shared/routing/index.ts';
import type { ChangeParts } from './app.ts';

const view = ({ subject, ...gave }: Gave): OwnerView => ({ ...gave, opportunityId: subject === leadSubject ? null : subject });

type Keep<View> = (answer: Answer<View>) => readonly WriteItem[];

interface Asking {
  readonly principal: Principal;
  readonly requestId: string;
}

/** How what was done is answered, and kept for a repeat of the request. */
interface Answering<Done, View> {
  readonly answer: (done: Done) => Answer<View>;
  readonly keep: Keep<View>;
}

/** The routes by which people say who is to have a lead. */
export const ownerRoutes = (parts: ChangeParts, log: Log): ServedRoute[] => {
  const release = async <View>(
    of: ReleaseAsked['of'],
    {
      principal,
      requestId,
      headers,
      body,
    }: Asking & { readonly headers: { readonly 'If-Match'?: string | undefined }; readonly body: Pick<ReleaseAsked, 'reason'> },
    { answer, keep }: Answering<Released, View>,
  ) => {
    const asked = { of, reason: body.reason, principal, correlationId: requestId, seenVersion: versionOf(headers['If-Match']) };
    const released = await releaseByHand({ ...asked, along: (one) => keep(answer(one)) }, parts);
    const { leadId, subject, poolId } = released;
    log.info('let float by hand', { userId: principal.userId, leadId, subject, poolId, reason: body.reason });
    return answer(released);
  };
  const claim = async <View>(of: ClaimAsked['of'], { principal, requestId }: Asking, { answer, keep }: Answering<Claimed, View>) => {
    const claimed = await claimFloating({ of, principal, correlationId: requestId, along: (one) => keep(answer(one)) }, parts);
    const { leadId, subject, repId, poolId } = claimed;
    log.info('taken from what floats', { userId: principal.userId, leadId, subject, repId, poolId });
    return answer(claimed);
  };
  return [
    on(setOwnerRoute, (request) => {
      const { principal, requestId, params, headers, body } = request;
      const { repId, pool, reason, credit, opportunityId } = body;
      const change = async (keep: (answer: ReturnType<typeof found<OwnerView>>) => readonly WriteItem[]) => {
        const to = pool !== undefined ? { poolId: pool } : typeof repId === 'string' ? { repId } : null;
        const asked = { leadId: params.leadId, opportunityId, to, reason, credit, principal, correlationId: requestId };
        const seenVersion = versionOf(headers['If-Match']);
        const gave = await giveByHand({ ...asked, seenVersion, along: (one) => keep(found(view(one))) }, parts);
        const { leadId, subject, poolId } = gave;
        log.info('owner set by hand', {
          userId: principal.userId,
          leadId,
          subject,
          poolId,
          repId: gave.repId,
          reason,
          credit: gave.credit,
        });
        return found(view(gave));
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(releaseLeadRoute, (request) => {
      const change = (keep: Keep<ReleasedLeadView>) => {
        const answer = ({ subject: _, ...released }: Released) => found(released);
        return release({ leadId: request.params.leadId }, request, { answer, keep });
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(releaseOpportunityRoute, (request) => {
      const { opportunityId } = request.params;
      const change = (keep: Keep<ReleasedOpportunityView>) => {
        const answer = ({ subject: _, ...released }: Released) => found({ opportunityId, ...released });
        return release({ opportunityId }, request, { answer, keep });
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(claimLeadRoute, (request) => {
      const { principal, requestId: correlationId, params, query } = request;
      const change = async (keep: Keep<ClaimedLeadView>) => {
        const open = await openedTo(parts.table, principal, params.leadId, query.opportunityId ?? leadSubject);
        if (open) {
          const asked = { ...open, actor: { kind: 'user', id: principal.userId } as const, correlationId };
          const accepted = await claimOpen({ ...asked, along: (one) => keep(found({ ...one, leftToday: null })) }, { ...parts, log });
          return found({ ...accepted, leftToday: null });
        }
        if (query.opportunityId !== undefined) throw new NotFoundError('no such lead');
        const answer = ({ subject: _, ...claimed }: Claimed) => found<ClaimedLeadView>(claimed);
        return claim({ leadId: params.leadId }, request, { answer, keep });
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(claimOpportunityRoute, (request) => {
      const { opportunityId } = request.params;
      const change = (keep: Keep<ClaimedOpportunityView>) => {
        const answer = ({ subject: _, ...claimed }: Claimed) => found({ opportunityId, ...claimed });
        return claim({ opportunityId }, request, { answer, keep });
      };
      return once(request, { change }, { ...parts, log });
    }),
  ];
};
