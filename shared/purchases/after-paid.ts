import type { ConfigReader } from '../config/index.ts';
import { offersAfter, putOfferTimer } from '../offers/index.ts';
import { offerKind } from '../offers/offer-config.ts';
import type { WriteItem } from '../platform/table.ts';
import { productKind } from '../products/product-config.ts';
import type { Purchase } from './record.ts';
import type { PurchaseState } from './rules-fold.ts';

/** Returns the writes by which what follows from an order that became fully paid is not forgotten: the timers of its offers. */
export async function afterPaid(
  { purchaseId }: Pick<Purchase, 'purchaseId'>,
  state: Pick<PurchaseState, 'paidAt' | 'items'>,
  config: ConfigReader,
  now: Date,
): Promise<readonly WriteItem[]> {
  const [offers, products] = await Promise.all([config.current(offerKind), config.current(productKind)]);
  const due = offersAfter(state, offers.documents.values(), products.documents, now);
  return due.map(({ offer, dueAt }) => putOfferTimer({ purchaseId, offerId: offer.id }, dueAt));
}
