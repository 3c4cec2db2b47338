import type { ConfigReader } from '../config/index.ts';
import { offersAfter, putOfferTimer } from '../offers/index.ts';
import { offerKind } from '../offers/offer-config.ts';
import type { WriteItem } from '../platform/table.ts';
import { withIds } from '../products/index.ts';
import { productKind } from '../products/product-config.ts';
import { afterSalePool, putAfterSale } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import type { PurchaseState } from './rules-fold.ts';
import type { Recorded } from './write-order.ts';

/**
 * Returns the writes by which what follows from an order that became fully paid is not forgotten: the timers of its offers, and of the pool that looks
 * after customers.
 */
export async function afterPaid(
  { purchase: { purchaseId }, lead: { leadId, owner } }: Recorded,
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
  const poolId = afterSalePool(pools.documents.values(), bought);
  if (poolId === null || owner?.poolId === poolId) return timers;
  return [...timers, putAfterSale({ leadId, purchaseId, poolId, correlationId }, at)];
}
