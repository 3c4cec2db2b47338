import { type Actor, purchaseRecorded } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { changeLead, draftEntry, type EntryDraft, type Lead, type LeadDraft, noteOnLead, readLead } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import type { Clock } from '../platform/clock.ts';
import { InvalidInputError, NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { IdSource, LeadId, PurchaseId, SourceId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { Purchase, PurchaseFact } from './record.ts';
import { withFacts } from './rules-facts.ts';
import { foldFacts, type PurchaseState } from './rules-fold.ts';
import { putPurchase, readPlace, readPurchase } from './store.ts';

/** An order as its source knows it. */
export interface OrderTold {
  readonly source: SourceId;
  readonly orderId: string;
  readonly currency: string;
}

/** Somebody tells what happened to an order. */
export interface FactsTold {
  readonly purchaseId: PurchaseId;
  readonly facts: readonly PurchaseFact[];
  /** Undefined: whatever the order is in. */
  readonly currency: string | undefined;
  /** Who may tell it is for the caller to know. */
  readonly actor: Actor;
  /** The request that tells it. */
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: (recorded: Recorded) => readonly WriteItem[];
}

/** An order as it is recorded, and whose it is. */
export interface Recorded {
  readonly purchase: Purchase;
  readonly lead: Lead;
}

export interface PurchaseParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/**
 * Records an order of a lead with its first facts, or adds them to the order that is recorded. An order stays with the lead for which it
 * was recorded first.
 * @throws NotFoundError; NotPossibleNowError for an order of somebody else; InvalidInputError
 */
export function recordOrder(
  { leadId, order, ...told }: FactsTold & { leadId: LeadId; order: OrderTold },
  parts: PurchaseParts,
): Promise<Recorded> {
  return untilWritten(async () => {
    const place = await readPlace(parts.table, told.purchaseId);
    const [lead, holder] = await Promise.all([
      readLead(parts.table, leadId, { consistent: true }),
      place && readLead(parts.table, place, { consistent: true }),
    ]);
    if (!lead) throw new NotFoundError('no such lead');
    if (place === undefined) return write(lead, null, newPurchase(lead.leadId, order, told.purchaseId, parts.clock()), told, parts);
    if (holder?.leadId !== lead.leadId) {
      throw new NotPossibleNowError('An order of this source with this number is recorded for somebody else already.');
    }
    return addTo(lead, place, told, parts);
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

async function addTo(lead: Lead, place: LeadId, told: FactsTold, parts: PurchaseParts): Promise<Recorded> {
  const before = await readPurchase(parts.table, place, told.purchaseId);
  if (!before) throw new NotFoundError('no such purchase');
  return write(lead, before, before, told, parts);
}

function newPurchase(leadId: LeadId, { source, orderId, currency }: OrderTold, purchaseId: PurchaseId, now: Date): Purchase {
  return { purchaseId, leadId, version: 0, source, orderId, currency, recordedAt: now.toISOString(), facts: [] };
}

/** Writes what is new of an order, its line in the history and what the lead's evidence says of it; nothing where nothing is new. */
async function write(lead: Lead, before: Purchase | null, stood: Purchase, told: FactsTold, parts: PurchaseParts): Promise<Recorded> {
  const { actor, correlationId, currency = stood.currency } = told;
  if (currency !== stood.currency) {
    throw new InvalidInputError('The order cannot be recorded as it is told.', [
      { path: 'currency', message: `this order is in ${stood.currency}; an order has one currency` },
    ]);
  }
  const { facts, news } = withFacts(stood.facts, told.facts);
  const after: Purchase = { ...stood, facts: [...facts], version: stood.version + 1 };
  if (news.length === 0) {
    const known = { purchase: stood, lead };
    const kept = told.along(known);
    if (kept.length > 0) await parts.table.transact(kept);
    return known;
  }
  const states = { was: foldFacts(stood.facts), is: foldFacts(facts) };
  const entry = recordedEntry(after, news, states);
  const act = { at: parts.clock(), actor, cause: { correlationId, causationId: correlationId } };
  const { ids, config } = parts;
  const { writes } =
    states.was.isPaid === states.is.isPaid
      ? noteOnLead(lead, [entry], act, ids)
      : changeLead({ ...act, ids, rules: await lifecycleInForce(config), before: lead, draft: () => evidenceChange(lead, states, entry) });
  await parts.table.transact([...putPurchase(before, after), ...writes, ...told.along({ purchase: after, lead })]);
  return { purchase: after, lead };
}

interface States {
  readonly was: PurchaseState;
  readonly is: PurchaseState;
}

/** Counts the order among the lead's paid ones, or no more: what it was before stands in the order itself, so no other order is read. */
function evidenceChange({ evidence }: Lead, { is }: States, entry: EntryDraft): LeadDraft {
  const paid = Math.max(0, evidence.purchases.paid + (is.isPaid ? 1 : -1));
  return {
    fields: { evidence: { ...evidence, purchases: { ...evidence.purchases, paid } } },
    entries: [entry],
    takenBack: is.isPaid ? [] : ['purchases'],
  };
}

function recordedEntry({ purchaseId, source, currency }: Purchase, news: readonly PurchaseFact[], { was, is }: States): EntryDraft {
  const { status, booked, net, isPaid } = is;
  return draftEntry(purchaseRecorded, {
    purchaseId,
    source,
    currency,
    facts: news.map(({ kind, at, amount = null }) => ({ kind, at, amount })),
    status,
    booked,
    net,
    isPaid,
    became: was.isPaid === isPaid ? null : isPaid ? 'paid' : 'takenBack',
  });
}
