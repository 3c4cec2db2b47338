import type { OfferResult } from '../../api/purchases/offer-results.ts';
import { addMs, daysMs, isoTime } from '../platform/clock.ts';
import { productNamed } from '../products/index.ts';
import type { ProductConfig } from '../products/product-config.ts';
import type { Goods, OfferConfig } from './offer-config.ts';

/** One line of an order, as it was told. */
export interface OfferedLine {
  readonly product?: string | undefined;
  readonly package?: string | undefined;
}

/** Since when an order is paid, and for what. */
export interface PaidOrder {
  readonly paidAt: string | null;
  readonly items: readonly OfferedLine[];
}

type Products = ReadonlyMap<string, ProductConfig>;

/** Tells whether one of the lines is what an offer names, in whichever words its product was told. */
export function holds(items: readonly OfferedLine[], goods: Goods, products: Products): boolean {
  return items.some((line) => {
    if (line.product === undefined) return false;
    const product = productNamed(line.product, products)?.id ?? line.product;
    return product === goods.product && (goods.package === undefined || goods.package === line.package);
  });
}

/** An offer that is decided about at a moment. */
export interface DueOffer {
  readonly offer: OfferConfig;
  readonly dueAt: string;
}

/** What was due longer ago says nothing of today: a shop that hands in orders of years must not fill the work of a day. */
const mostLateMs = 7 * daysMs;

/** Tells whether something was due so long ago that nothing follows from it any more. */
export function isLongDue(due: Date, now: Date): boolean {
  return due.getTime() < now.getTime() - mostLateMs;
}

/** Returns when an offer is due for an order that is paid since a moment. */
export function dueMoment(paidAt: string, { days }: Pick<OfferConfig, 'days'>): Date {
  return addMs(new Date(paidAt), days * daysMs);
}

/** Returns the offers that follow from an order which is paid, and when; one that was due a little while ago is due now. */
export function offersAfter({ paidAt, items }: PaidOrder, offers: Iterable<OfferConfig>, products: Products, now: Date): DueOffer[] {
  if (paidAt === null) return [];
  return [...offers].flatMap((offer) => {
    const due = dueMoment(paidAt, offer);
    if (isLongDue(due, now) || !holds(items, offer.after, products)) return [];
    return [{ offer, dueAt: isoTime(due < now ? now : due) }];
  });
}

/** Everything that an offer hangs on, at its moment. */
export interface OfferMatter {
  readonly offer: Pick<OfferConfig, 'suggests'>;
  readonly order: { readonly isPaid: boolean; readonly hasReturn: boolean };
  /** Lines of all orders of the person that were neither cancelled nor returned as a whole. */
  readonly bought: readonly OfferedLine[];
  /** Products of the needs that are open. */
  readonly openProducts: readonly (string | null)[];
  readonly isActive: boolean;
  readonly hasRefusedContact: boolean;
}

/** Decides whether an offer is made, by how things stand when it is due. */
export function decideOffer(
  { offer: { suggests }, order, bought, openProducts, isActive, hasRefusedContact }: OfferMatter,
  products: Products,
): OfferResult {
  if (!order.isPaid) return 'takenBack';
  // Whoever sent something back is asked why first.
  if (order.hasReturn) return 'returned';
  if (hasRefusedContact) return 'refusedContact';
  if (!isActive) return 'notActive';
  if (holds(bought, suggests, products)) return 'bought';
  return openProducts.includes(suggests.product) ? 'beingSold' : 'suggested';
}
