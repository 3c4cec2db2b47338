import { type OwnerView, setOwnerRoute } from '../../api/leads/set-owner.ts';
import { found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import { type Gave, giveByHand } from '../../shared/owners/index.ts';
import { leadSubject } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import type { ChangeParts } from './app.ts';

const view = ({ subject, ...gave }: Gave): OwnerView => ({ ...gave, opportunityId: subject === leadSubject ? null : subject });

/** The route by which a person says who is to have a lead. */
export const ownerRoute = (parts: ChangeParts, log: Log): ServedRoute =>
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
  });
