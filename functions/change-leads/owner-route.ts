import { type ClaimedLeadView, claimLeadRoute } from '../../api/leads/claim-lead.ts';
import { type ReleasedLeadView, releaseLeadRoute } from '../../api/leads/release-lead.ts';
import { type OwnerView, setOwnerRoute } from '../../api/leads/set-owner.ts';
import { openedTo } from '../../shared/accepting/index.ts';
import { found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import { claimLead, type Gave, giveByHand, releaseLead } from '../../shared/owners/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { leadSubject } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { claimOpen } from '../../shared/routing/index.ts';
import type { ChangeParts } from './app.ts';

const view = ({ subject, ...gave }: Gave): OwnerView => ({ ...gave, opportunityId: subject === leadSubject ? null : subject });

/** The routes by which people say who is to have a lead. */
export const ownerRoutes = (parts: ChangeParts, log: Log): ServedRoute[] => [
  on(setOwnerRoute, (request) => {
    const { principal, requestId, params, headers, body } = request;
    const { repId, pool, reason, credit, opportunityId } = body;
    const change = async (keep: (answer: ReturnType<typeof found<OwnerView>>) => readonly WriteItem[]) => {
      const to = pool !== undefined ? { poolId: pool } : typeof repId === 'string' ? { repId } : null;
      const asked = { leadId: params.leadId, opportunityId, to, reason, credit, principal, correlationId: requestId };
      const seenVersion = versionOf(headers['If-Match']);
      const gave = await giveByHand({ ...asked, seenVersion, along: (one) => keep(found(view(one))) }, parts);
      const { leadId, subject, poolId } = gave;
      log.info('owner set by hand', { userId: principal.userId, leadId, subject, poolId, repId: gave.repId, reason, credit: gave.credit });
      return found(view(gave));
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(releaseLeadRoute, (request) => {
    const { principal, requestId: correlationId, params, headers, body } = request;
    const change = async (keep: (answer: ReturnType<typeof found<ReleasedLeadView>>) => readonly WriteItem[]) => {
      const asked = { leadId: params.leadId, reason: body.reason, principal, correlationId, seenVersion: versionOf(headers['If-Match']) };
      const released = await releaseLead({ ...asked, along: (one) => keep(found(one)) }, parts);
      log.info('lead released', { userId: principal.userId, leadId: released.leadId, poolId: released.poolId, reason: body.reason });
      return found(released);
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(claimLeadRoute, (request) => {
    const { principal, requestId: correlationId, params, query } = request;
    const change = async (keep: (answer: ReturnType<typeof found<ClaimedLeadView>>) => readonly WriteItem[]) => {
      const open = await openedTo(parts.table, principal, params.leadId, query.opportunityId ?? leadSubject);
      if (open) {
        const asked = { ...open, actor: { kind: 'user', id: principal.userId } as const, correlationId };
        const accepted = await claimOpen({ ...asked, along: (one) => keep(found({ ...one, leftToday: null })) }, { ...parts, log });
        return found({ ...accepted, leftToday: null });
      }
      if (query.opportunityId !== undefined) throw new NotFoundError('no such lead');
      const claimed = await claimLead({ leadId: params.leadId, principal, correlationId, along: (one) => keep(found(one)) }, parts);
      const { leadId, repId, poolId } = claimed;
      log.info('lead claimed', { userId: principal.userId, leadId, repId, poolId });
      return found(claimed);
    };
    return once(request, { change }, { ...parts, log });
  }),
];
