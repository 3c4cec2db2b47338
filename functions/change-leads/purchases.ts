import { addPurchaseFactsRoute } from '../../api/purchases/add-purchase-facts.ts';
import type { PurchaseView } from '../../api/purchases/purchase-view.ts';
import { recordLeadPurchaseRoute } from '../../api/purchases/record-lead-purchase.ts';
import { recordPurchaseRoute } from '../../api/purchases/record-purchase.ts';
import { voidPurchaseFactRoute } from '../../api/purchases/void-purchase-fact.ts';
import { may, type Principal } from '../../shared/access/index.ts';
import { found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { IntakeParts } from '../../shared/intake/index.ts';
import { mayWith } from '../../shared/opportunities/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import {
  factsTold,
  numberOf,
  purchaseIdOf,
  purchaseView,
  type Recorded,
  readPlace,
  recordFacts,
  recordOrder,
  sourceFor,
  takeOrder,
  voidFact,
} from '../../shared/purchases/index.ts';
import { findLead } from '../../shared/reading/index.ts';

type Keep = (answer: ReturnType<typeof found<PurchaseView>>) => readonly WriteItem[];

/** The routes by which orders become known, with what answers them. */
export function purchaseRoutes(parts: IntakeParts): ServedRoute[] {
  const { table, digests, clock, log } = parts;
  const shown = (principal: Principal, { purchase, lead, need }: Recorded) => {
    // Who tells of orders of anybody learns no more of them than of any other lead; who may do that has no seat.
    const isSeen = may(principal, 'purchase.record', lead, []) || principal.role === 'rep';
    const isNeedSeen = need !== null && mayWith(principal, 'opportunity.read', need, lead);
    return found(purchaseView(purchase, { leadId: isSeen ? lead.leadId : null, opportunityId: isNeedSeen ? need.opportunityId : null }));
  };
  const told = ({ principal, requestId }: { principal: Principal; requestId: string }, keep: Keep) => ({
    actor: { kind: 'user', id: principal.userId } as const,
    correlationId: requestId,
    along: (recorded: Recorded) => keep(shown(principal, recorded)),
  });
  const answered = (principal: Principal, recorded: Recorded) => {
    const { purchaseId, version } = recorded.purchase;
    log.info('order recorded', { userId: principal.userId, leadId: recorded.lead.leadId, purchaseId, version });
    return shown(principal, recorded);
  };
  return [
    on(recordPurchaseRoute, (request) => {
      const { principal, body } = request;
      const { source, orderId, currency, buyer, items = [] } = body;
      const change = async (keep: Keep) => {
        const facts = factsTold(body.facts, items, clock());
        const purchaseId = purchaseIdOf(digests, source, orderId);
        const order = { source, orderId, currency };
        return answered(principal, await takeOrder({ ...told(request, keep), purchaseId, facts, currency, order, buyer }, parts));
      };
      return once(request, { change }, parts);
    }),
    on(recordLeadPurchaseRoute, (request) => {
      const { principal, params, body } = request;
      const { currency, items = [] } = body;
      const change = async (keep: Keep) => {
        const { leadId } = await findLead(table, principal, params.leadId, recordLeadPurchaseRoute.right);
        const source = sourceFor(principal, body.source);
        const facts = factsTold(body.facts, items, clock());
        const { orderId = numberOf(leadId, currency, facts), opportunityId } = body;
        const purchaseId = purchaseIdOf(digests, source, orderId);
        const order = { source, orderId, currency };
        const need = opportunityId && { opportunityId, principal };
        return answered(principal, await recordOrder({ ...told(request, keep), leadId, purchaseId, facts, currency, order, need }, parts));
      };
      return once(request, { change }, parts);
    }),
    on(addPurchaseFactsRoute, (request) => {
      const { principal, params, body } = request;
      const { purchaseId } = params;
      const change = async (keep: Keep) => {
        const place = await readPlace(table, purchaseId);
        if (place === undefined) throw new NotFoundError('no such purchase');
        await findLead(table, principal, place, addPurchaseFactsRoute.right, addPurchaseFactsRoute.missing);
        const facts = factsTold(body.facts, [], clock());
        return answered(principal, await recordFacts({ ...told(request, keep), purchaseId, facts, currency: undefined }, parts));
      };
      return once(request, { change }, parts);
    }),
    on(voidPurchaseFactRoute, (request) => {
      const { principal, params, body } = request;
      const { purchaseId, factId } = params;
      const change = async (keep: Keep) => {
        const place = await readPlace(table, purchaseId);
        if (place === undefined) throw new NotFoundError('no such fact');
        await findLead(table, principal, place, voidPurchaseFactRoute.right, voidPurchaseFactRoute.missing);
        return answered(principal, await voidFact({ ...told(request, keep), purchaseId, factId, reason: body.reason }, parts));
      };
      return once(request, { change }, parts);
    }),
  ];
}
