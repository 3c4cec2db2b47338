import { acceptLeadRoute } from '../../api/offers/accept-lead.ts';
import { declineLeadRoute } from '../../api/offers/decline-lead.ts';
import type { AnsweredOfferView } from '../../api/offers/offer-view.ts';
import { offerOf } from '../../shared/accepting/index.ts';
import { found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import { leadSubject } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import { type AnsweredOffer, acceptOffer, declineOffer } from '../../shared/routing/index.ts';
import type { ChangeParts } from './app.ts';

type Keep = (answer: ReturnType<typeof found<AnsweredOfferView>>) => readonly WriteItem[];

/** The routes by which a rep answers what a pool offers to them. */
export function offerRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  const own = { ...parts, log };
  return [
    on(acceptLeadRoute, (request) => {
      const { principal, requestId: correlationId, params, body } = request;
      const change = async (keep: Keep) => {
        const lead = await findLead(parts.table, principal, params.leadId, acceptLeadRoute.right, acceptLeadRoute.missing);
        const offer = await offerOf(parts.table, principal, lead, body.subject ?? leadSubject);
        const along = (answered: AnsweredOffer) => keep(found(answered));
        return found(await acceptOffer({ ...offer, actor: { kind: 'user', id: principal.userId }, correlationId, along }, own));
      };
      return once(request, { change }, own);
    }),
    on(declineLeadRoute, (request) => {
      const { principal, requestId: correlationId, params, body } = request;
      const { reason } = body;
      const change = async (keep: Keep) => {
        const lead = await findLead(parts.table, principal, params.leadId, declineLeadRoute.right, declineLeadRoute.missing);
        const offer = await offerOf(parts.table, principal, lead, body.subject ?? leadSubject);
        const along = (answered: AnsweredOffer) => keep(found(answered));
        return found(await declineOffer({ ...offer, reason, actor: { kind: 'user', id: principal.userId }, correlationId, along }, own));
      };
      return once(request, { change }, own);
    }),
  ];
}
