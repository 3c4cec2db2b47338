import { purchaseRecorded } from '../../events/index.ts';
import { draftEntry, type EntryDraft, type Lead, readLead } from '../leads/index.ts';
import type { Opportunity } from '../opportunities/index.ts';
import { InvalidInputError, NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { LeadId, PurchaseId, RepId, SourceId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type NeedNamed, needNamed, needOf, refuseOtherNeed } from './need-of-order.ts';
import type { Purchase, PurchaseFact } from './record.ts';
import { withFacts } from './rules-facts.ts';
import { readPlace, readPurchase } from './store.ts';
import {
  keepKnown,
  type OrderChange,
  type PurchaseParts,
  type Recorded,
  type States,
  standingOf,
  type Telling,
  writeOrder,
} from './write-order.ts';

/** An order as its source knows it. */
export interface OrderTold {
  readonly source: SourceId;
  readonly orderId: string;
  readonly currency: string;
}

/** Somebody tells what happened to an order. */
export interface FactsTold extends Telling {
  readonly purchaseId: PurchaseId;
  readonly facts: readonly PurchaseFact[];
  /** Undefined: whatever the order is in. */
  readonly currency: string | undefined;
}

/**
 * Records an order of a lead with its first facts, or adds them to the order that is recorded. An order stays with the lead for which it
 * was recorded first, and with the need that it was recorded for.
 * @throws NotFoundError; NotPossibleNowError for an order of somebody else or of another need; InvalidInputError
 */
export function recordOrder(
  { leadId, order, need: named, ...told }: FactsTold & { leadId: LeadId; order: OrderTold; need?: NeedNamed | undefined },
  parts: PurchaseParts,
): Promise<Recorded> {
  return untilWritten(async () => {
    const place = await readPlace(parts.table, told.purchaseId);
    const [lead, holder] = await Promise.all([
      readLead(parts.table, leadId, { consistent: true }),
      place && readLead(parts.table, place, { consistent: true }),
    ]);
    if (!lead) throw new NotFoundError('no such lead');
    const need = named ? await needNamed(named, lead, parts.table) : null;
    if (place === undefined) {
      const purchase = newPurchase({ ...order, purchaseId: told.purchaseId, need }, lead.leadId, parts.clock());
      return write({ lead, need, before: null, stood: purchase }, told, parts);
    }
    if (holder?.leadId !== lead.leadId) {
      throw new NotPossibleNowError('An order of this source with this number is recorded for somebody else already.');
    }
    return addTo(lead, place, told, parts, named);
  });
}

/**
 * Adds facts to an order that is recorded.
 * @throws NotFoundError; NotPossibleNowError for a fact that says something else than before; InvalidInputError
 */
export function recordFacts(told: FactsTold, parts: PurchaseParts): Promise<Recorded> {
  return untilWritten(async () => {
    const place = await readPlace(parts.table, told.purchaseId);
    const lead = place && (await readLead(parts.table, place, { consistent: true }));
    if (!place || !lead) throw new NotFoundError('no such purchase');
    return addTo(lead, place, told, parts);
  });
}

async function addTo(lead: Lead, place: LeadId, told: FactsTold, parts: PurchaseParts, named?: NeedNamed): Promise<Recorded> {
  const before = await readPurchase(parts.table, place, told.purchaseId);
  if (!before) throw new NotFoundError('no such purchase');
  refuseOtherNeed(before, named);
  return write({ lead, need: await needOf(before, parts.table), before, stood: before }, told, parts);
}

type NewOrder = OrderTold & { readonly purchaseId: PurchaseId; readonly need: Opportunity | null };

function newPurchase({ need, ...order }: NewOrder, leadId: LeadId, now: Date): Purchase {
  const forNeed = need ? { opportunityId: need.opportunityId } : {};
  return { ...order, leadId, version: 0, recordedAt: now.toISOString(), ...forNeed, facts: [], offers: [] };
}

/** An order that somebody tells something of. */
interface Stood extends Pick<OrderChange, 'lead' | 'need' | 'before'> {
  /** As it stands, or as a new one begins. */
  readonly stood: Purchase;
}

/** Writes what is new of an order; nothing where nothing is new. */
async function write({ lead, need, before, stood }: Stood, told: FactsTold, parts: PurchaseParts): Promise<Recorded> {
  const { currency = stood.currency } = told;
  if (currency !== stood.currency) {
    throw new InvalidInputError('The order cannot be recorded as it is told.', [
      { path: 'currency', message: `this order is in ${stood.currency}; an order has one currency` },
    ]);
  }
  const { facts, news } = withFacts(stood.facts, told.facts);
  if (news.length === 0) return keepKnown({ purchase: stood, lead, need }, told, parts);
  const after: Purchase = { ...stood, facts: [...facts], version: stood.version + 1 };
  return writeOrder(
    { lead, need, before, after, entryOf: (states) => recordedEntry(after, news, states, ownerOf(lead, need)) },
    told,
    parts,
  );
}

/** Whose sale it is while it is told. */
const ownerOf = ({ owner }: Lead, need: Opportunity | null): RepId | null => need?.owner ?? owner?.repId ?? null;

function recordedEntry(order: Purchase, news: readonly PurchaseFact[], states: States, repId: RepId | null): EntryDraft {
  const { purchaseId, leadId, source, currency } = order;
  const facts = news.map(({ kind, at, amount = null }) => ({ kind, at, amount }));
  return draftEntry(
    purchaseRecorded,
    { purchaseId, source, currency, facts, ...standingOf(states) },
    repId === null ? undefined : { repId, activity: { is: 'order', leadId, purchaseId } },
  );
}
