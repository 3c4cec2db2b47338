import { type Listed, readSubmissionAndOutcome, type Submission } from '../capture/index.ts';
import { foreseeRow, type IntakeParts, type RowTaken, takeInAtOnce } from '../intake/index.ts';
import { type Buyer, refuseUnreachable, submissionOf } from './buyer.ts';
import { type FactsTold, type OrderTold, recordFacts, recordOrder } from './record-purchase.ts';
import { withFacts } from './rules-facts.ts';
import { readPlace, readPurchase } from './store.ts';
import type { Recorded } from './write-order.ts';

/** An order with its buyer, as a shop tells it. */
export interface OrderOfBuyer extends FactsTold {
  readonly order: OrderTold;
  readonly buyer: Buyer;
  /** The list that it is a row of. @default - none */
  readonly listed?: Listed;
  /** What the buyer agreed to, as the list says. @default - nothing */
  readonly consent?: Submission['consent'];
  /** What the shop tags the buyer with. @default - nothing */
  readonly tags?: readonly string[];
}

/**
 * Records an order of whoever its buyer is, found or made known like the sender of a post. The person comes first, in a transaction of its
 * own, then the order: who hears no answer tells it again, and the order's own submission leads to the same person.
 * Of an order that is recorded only the facts count.
 * @throws InvalidInputError; NotPossibleNowError
 */
export async function takeOrder({ order, buyer, listed, consent, tags, ...told }: OrderOfBuyer, parts: IntakeParts): Promise<Recorded> {
  const { purchaseId, currency = order.currency } = told;
  if ((await readPlace(parts.table, purchaseId)) !== undefined) return recordFacts({ ...told, currency }, parts);
  refuseUnreachable(buyer);
  // Whatever would refuse the order later must not have made a person known before.
  const { facts } = withFacts([], told.facts);
  const submission = submissionOf({ source: order.source, purchaseId, buyer, facts, listed, consent, tags }, parts.digests, parts.clock());
  const leadId = await takeInAtOnce(submission, parts);
  return recordOrder({ ...told, leadId, order }, parts);
}

/**
 * Says what an order of a list would come to: `create` and `update` of its buyer, `known` where all that it tells is recorded. An order that this very row
 * told is what it was then.
 * @throws InvalidInputError as the order would be refused
 */
export async function foreseeOrder({ order, buyer, listed, consent, tags, ...told }: OrderOfBuyer, parts: IntakeParts): Promise<RowTaken> {
  const { purchaseId } = told;
  const { facts } = withFacts([], told.facts);
  refuseUnreachable(buyer);
  const submission = submissionOf({ source: order.source, purchaseId, buyer, facts, listed, consent, tags }, parts.digests, parts.clock());
  const place = await readPlace(parts.table, purchaseId);
  if (place === undefined) {
    const ofBuyer = await foreseeRow(submission, parts);
    return ofBuyer.action === 'create' ? ofBuyer : { ...ofBuyer, action: 'update' };
  }
  const { facts: known = [] } = (await readPurchase(parts.table, place, purchaseId)) ?? {};
  const { news } = withFacts(known, told.facts);
  if (news.length > 0) return { action: 'update', leadId: place };
  const { submission: stored, outcome } = await readSubmissionAndOutcome(parts.table, submission);
  const isThisRow = listed !== undefined && stored?.listed?.importId === listed.importId && stored.listed.row === listed.row;
  if (!isThisRow) return { action: 'known', leadId: place };
  return { action: outcome?.kind === 'lead' && outcome.relation === 'created' ? 'create' : 'update', leadId: place };
}
