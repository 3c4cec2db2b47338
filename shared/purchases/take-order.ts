import { type IntakeParts, takeInAtOnce } from '../intake/index.ts';
import { type Buyer, refuseUnreachable, submissionOf } from './buyer.ts';
import { type FactsTold, type OrderTold, recordFacts, recordOrder } from './record-purchase.ts';
import { withFacts } from './rules-facts.ts';
import { readPlace } from './store.ts';
import type { Recorded } from './write-order.ts';

/** An order with its buyer, as a shop tells it. */
export interface OrderOfBuyer extends FactsTold {
  readonly order: OrderTold;
  readonly buyer: Buyer;
}

/**
 * Records an order of whoever its buyer is, found or made known like the sender of a post. The person comes first, in a transaction of its
 * own, then the order: who hears no answer tells it again, and the order's own submission leads to the same person.
 * Of an order that is recorded only the facts count.
 * @throws InvalidInputError; NotPossibleNowError
 */
export async function takeOrder({ order, buyer, ...told }: OrderOfBuyer, parts: IntakeParts): Promise<Recorded> {
  const { purchaseId, currency = order.currency } = told;
  if ((await readPlace(parts.table, purchaseId)) !== undefined) return recordFacts({ ...told, currency }, parts);
  refuseUnreachable(buyer);
  // Whatever would refuse the order later must not have made a person known before.
  const { facts } = withFacts([], told.facts);
  const submission = submissionOf({ source: order.source, purchaseId, buyer, facts }, parts.digests, parts.clock());
  const leadId = await takeInAtOnce(submission, parts);
  return recordOrder({ ...told, leadId, order }, parts);
}
