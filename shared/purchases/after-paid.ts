import type { ConfigReader } from '../config/index.ts';
import { isLongDue, offersAfter, putOfferTimer } from '../offers/index.ts';
import { offerKind } from '../offers/offer-config.ts';
import type { WriteItem } from '../platform/table.ts';
import { withIds } from '../products/index.ts';
import { productKind } from '../products/product-config.ts';
import { afterSalePool } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { comesBack } from '../status/index.ts';
import { putAfterSale } from './after-sale-request.ts';
import type { PurchaseState } from './rules-fold.ts';
import type { Recorded } from './write-order.ts';

/**
 * Returns the writes by which what follows from an order that became fully paid is not forgotten: the timers of its offers, and of who looks
 * after the buyer from now on. A payment of long ago hands nobody over: a shop that hands in orders of years must not move all customers in a day.
 * But whoever was given back to marketing, or was disqualified, before the payment is worked with again.
 */
export async function afterPaid(
  { purchase: { purchaseId }, lead }: Pick<Recorded, 'purchase' | 'lead'>,
  state: Pick<PurchaseState, 'paidAt' | 'items'>,
  { config, at, correlationId }: { readonly config: ConfigReader; readonly at: Date; readonly correlationId: string },
): Promise<readonly WriteItem[]> {
  const [offers, products, pools] = await Promise.all([config.current(offerKind), config.current(productKind), config.current(poolKind)]);
  const due = offersAfter(state, offers.documents.values(), products.documents, at);
  const timers = due.map(({ offer, dueAt }) => putOfferTimer({ purchaseId, offerId: offer.id }, dueAt));
  const bought = withIds(
    state.items.flatMap(({ product }) => product ?? []),
    products.documents,
  );
  const { paidAt } = state;
  if (paidAt === null) return timers;
  const poolId = isLongDue(new Date(paidAt), at) ? null : afterSalePool(pools.documents.values(), bought);
  const isTakenOver = poolId !== null && lead.owner?.poolId !== poolId;
  const isBack = lead.status !== 'retired' && comesBack(lead, 'purchase', paidAt);
  return isTakenOver || isBack ? [...timers, putAfterSale({ purchaseId, correlationId }, at)] : timers;
}
