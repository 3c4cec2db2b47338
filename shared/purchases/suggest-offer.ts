import type { OfferResult } from '../../api/purchases/offer-results.ts';
import { offerSuggested } from '../../events/index.ts';
import { draftEntry, type Lead, noteOnLead, readLead } from '../leads/index.ts';
import { opportunitiesOf } from '../needs/index.ts';
import { decideOffer, dueMoment, holds, putOfferTimer, suggestRequest } from '../offers/index.ts';
import { type OfferConfig, offerKind } from '../offers/offer-config.ts';
import { addMs, isoTime, minutesMs } from '../platform/clock.ts';
import { digest, leadSubject, TaskName } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type ProductConfig, productKind } from '../products/product-config.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import type { Purchase } from './record.ts';
import { foldFacts, type PurchaseState } from './rules-fold.ts';
import { allPurchases, putPurchase, readPlace, readPurchase } from './store.ts';
import { taskForOwner } from './task-for-owner.ts';

/** A timer comes to the second; whatever is due later than this waits for its own. */
const aheadMs = minutesMs;

/** Decides about an offer that is due, and suggests it: once for each order. */
export const suggestOfferWork = defineWork({
  kind: 'suggestOffer' satisfies typeof suggestRequest.kind,
  schema: suggestRequest.schema,
  async run({ purchaseId, offerId }, parts) {
    const result = await untilWritten(async () => {
      const place = await readPlace(parts.table, purchaseId);
      const [lead, order] = place
        ? await Promise.all([readLead(parts.table, place, { consistent: true }), readPurchase(parts.table, place, purchaseId)])
        : [];
      const offer = (await parts.config.current(offerKind)).documents.get(offerId);
      if (!lead || !order || !offer) return 'gone';
      const before = order.offers.find((one) => one.offerId === offerId)?.result;
      if (before === 'suggested') return before;
      const products = (await parts.config.current(productKind)).documents;
      const state = foldFacts(order.facts);
      const { paidAt } = state;
      if (!holds(state.items, offer.after, products)) return 'gone';
      const at = parts.clock();
      const due = paidAt === null ? at : dueMoment(paidAt, offer);
      if (due > addMs(at, aheadMs)) {
        // It was paid again since, or the company waits longer now.
        await parts.table.transact([putOfferTimer({ purchaseId, offerId }, isoTime(due))]);
        return 'later';
      }
      const decided = await resultOf({ lead, state, offer, products }, parts);
      if (decided === before) return decided;
      const after = withResult(order, { offerId, at: isoTime(at), result: decided });
      const suggested = decided === 'suggested' ? await suggestedWrites({ lead, order, offer }, at, parts) : [];
      await parts.table.transact([...putPurchase(order, after), ...suggested]);
      return decided;
    });
    parts.log.info('offer decided', { purchaseId, offerId, result });
  },
});

interface Due {
  readonly lead: Lead;
  readonly order: Purchase;
  readonly offer: OfferConfig;
}

/** An offer that is judged by how its order, and all else of the person, stands. */
interface Judged extends Pick<Due, 'lead' | 'offer'> {
  readonly state: PurchaseState;
  readonly products: ReadonlyMap<string, ProductConfig>;
}

async function resultOf(
  { lead, state: { isPaid, returned, status }, offer, products }: Judged,
  { table }: WorkParts,
): Promise<OfferResult> {
  const [orders, needs] = await Promise.all([allPurchases(table, lead), opportunitiesOf(table, lead, { consistent: true })]);
  const kept = orders.map(({ facts }) => foldFacts(facts)).filter(({ status }) => status !== 'cancelled' && status !== 'returned');
  return decideOffer(
    {
      offer,
      order: { isPaid, hasReturn: returned > 0 || status === 'returned' },
      bought: kept.flatMap(({ items }) => items),
      openProducts: needs.filter(({ state }) => state === 'open').map(({ product }) => product),
      isActive: lead.status === 'active',
      hasRefusedContact: lead.consent.contact?.granted === false,
    },
    products,
  );
}

function withResult(order: Purchase, decided: Purchase['offers'][number]): Purchase {
  const others = order.offers.filter(({ offerId }) => offerId !== decided.offerId);
  return { ...order, offers: [...others, decided], version: order.version + 1 };
}

/** Returns the writes by which an offer is suggested: the line of the history, and what whoever has the lead is to do. */
async function suggestedWrites({ lead, order, offer }: Due, at: Date, parts: WorkParts): Promise<readonly WriteItem[]> {
  const { purchaseId } = order;
  const { id: offerId, suggests, kind } = offer;
  const task = offer.as === 'task' ? await taskWrites({ lead, order, offer }, at, parts) : [];
  const as = task.length > 0 ? 'task' : 'tag';
  const { product, package: packageId = null } = suggests;
  const entry = draftEntry(offerSuggested, { offerId, purchaseId, product, package: packageId, kind, as });
  const cause = { correlationId: purchaseId, causationId: purchaseId };
  const noted = noteOnLead(lead, [entry], { at, actor: { kind: 'system', id: 'offers' }, cause }, parts.ids);
  return [...noted.writes, ...task];
}

/** A call. None where it cannot be made, and then it is a tag. */
function taskWrites({ lead, order, offer }: Due, at: Date, parts: WorkParts): Promise<readonly WriteItem[]> {
  const name = TaskName.parse(`offer-${digest(order.purchaseId, offer.id)}`);
  const createdBy = { kind: 'system', id: 'offers' } as const;
  return taskForOwner({ lead, subject: leadSubject, name, kind: 'call', createdBy, title: offer.text }, at, parts);
}
