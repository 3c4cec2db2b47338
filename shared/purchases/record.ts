import { z } from 'zod';
import { largestAmount } from '../../api/money-words.ts';
import { offerResults } from '../../api/purchases/offer-results.ts';
import { LeadId, OpportunityId, PurchaseId, SourceId } from '../platform/ids.ts';
import { Money } from '../platform/money.ts';

/** What can happen to an order, in the order in which it usually does. */
export const FactKind = z.enum(['ordered', 'confirmed', 'shipped', 'delivered', 'paid', 'returned', 'refunded', 'cancelled']);
export type FactKind = z.infer<typeof FactKind>;

/** So few, of amounts so large, that no sum leaves the integers that a number holds exactly. */
export const maxFacts = 200;
/** Lines of items that all facts of a purchase may hold together. */
export const maxItems = 300;

/** Of a currency's smallest unit. */
const Amount = z.number().int().nonnegative().max(largestAmount);

/** One line of what was ordered, or of what came back. */
export const PurchasedItem = z.object({
  /** As the company's configuration names it; left out for what it does not know. */
  product: z.string().exactOptional(),
  /** Of the product, as the configuration names it. */
  package: z.string().exactOptional(),
  name: z.string().exactOptional(),
  quantity: z.number().int().positive(),
  amount: Amount.exactOptional(),
});
export type PurchasedItem = z.infer<typeof PurchasedItem>;

/**
 * Something that happened to an order. `amount`: of `ordered` and `confirmed`, what the whole order is worth; of `cancelled` and
 * `returned`, the part that was, and all of it where it is left out; of `paid` and `refunded`, the money that moved.
 */
export const PurchaseFact = z.object({
  /** Given by whoever tells of it, or a digest of the rest. */
  factId: z.string(),
  kind: FactKind,
  /** When it happened, in UTC to the millisecond, so that texts sort as moments do. */
  at: z.string(),
  amount: Amount.exactOptional(),
  items: z.array(PurchasedItem).exactOptional(),
  /** Since when it is known never to have happened. It stays, so that whoever tells it again brings nothing back. */
  voidedAt: z.string().exactOptional(),
});
export type PurchaseFact = z.infer<typeof PurchaseFact>;

/** An order of a person, by its facts alone: what they come to is folded when it is asked for. */
export const Purchase = z.object({
  purchaseId: PurchaseId,
  /** The lead that it was recorded for; one that was merged since stands for the lead that is left. */
  leadId: LeadId,
  version: z.number().int().positive(),
  source: SourceId,
  /** As the source numbers it. */
  orderId: z.string(),
  /** Of all its amounts. */
  currency: Money.shape.currency,
  recordedAt: z.string(),
  /** The need of the lead that it was recorded for. */
  opportunityId: OpportunityId.exactOptional(),
  facts: z.array(PurchaseFact),
  /** What was decided of the offers that follow from it. */
  offers: z.array(z.object({ offerId: z.string(), at: z.string(), result: z.enum(offerResults) })).default([]),
});
export type Purchase = z.infer<typeof Purchase>;

/** The source of orders that colleagues write down. */
export const manualSource = SourceId.parse('manual');
