import type { Actor } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { changeLead, type EntryDraft, type Lead, type LeadDraft, noteOnLead } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { type Opportunity, putOpportunity } from '../opportunities/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import { type IdSource, leadSubject } from '../platform/ids.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { restingWrites } from '../routing/index.ts';
import { putCartLook } from '../tracking/index.ts';
import { afterPaid } from './after-paid.ts';
import { closingTask } from './closing-task.ts';
import { comingBack } from './coming-back.ts';
import { withOrder } from './need-of-order.ts';
import type { Purchase } from './record.ts';
import { foldFacts, type PurchaseState } from './rules-fold.ts';
import { putPurchase, removePurchase } from './store.ts';

export interface PurchaseParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/** An order as it is recorded, and whose it is. */
export interface Recorded {
  readonly purchase: Purchase;
  readonly lead: Lead;
  /** As it was read; null: the order was recorded for none. */
  readonly need: Opportunity | null;
}

/** Somebody tells something of an order. */
export interface Telling {
  /** Who may tell it is for the caller to know. */
  readonly actor: Actor;
  /** The request that tells it. */
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: (recorded: Recorded) => readonly WriteItem[];
}

/** What the facts of an order came to, and what they come to now. */
export interface States {
  readonly was: PurchaseState;
  readonly is: PurchaseState;
}

/** An order as it was read, or null for a new one, and as it shall be. */
export interface OrderChange {
  readonly lead: Lead;
  /** The need that it was recorded for. */
  readonly need: Opportunity | null;
  readonly before: Purchase | null;
  readonly after: Purchase;
  /** Returns the line of the history. */
  readonly entryOf: (states: States) => EntryDraft;
}

/** Writes an order that changes, its line in the history and what the lead's evidence says of it, in one transaction. */
export async function writeOrder(
  { lead, need, before, after, entryOf }: OrderChange,
  { actor, correlationId, along }: Telling,
  { table, config, clock, ids }: PurchaseParts,
): Promise<Recorded> {
  const states = { was: foldFacts(before?.facts ?? []), is: foldFacts(after.facts) };
  const entry = entryOf(states);
  const act = { at: clock(), actor, cause: { correlationId, causationId: correlationId } };
  const { writes } =
    states.was.isPaid === states.is.isPaid
      ? noteOnLead(lead, [entry], act, ids)
      : changeLead({ ...act, ids, rules: await lifecycleInForce(config), before: lead, draft: () => evidenceChange(lead, states, entry) });
  const recorded = { purchase: after, lead, need };
  const following = hasNewFollowing(states) ? await afterPaid(recorded, states.is, { config, at: act.at, correlationId }) : [];
  const back = comingBack({ lead, before, after }, states, act.at);
  const ofNeed = need ? await needWrites({ lead, need, before, after }, states, act.at, { table, config }) : [];
  // Whoever has bought, and is asked for nothing else, is work no more for whoever has them; a need says itself when its sale is closed.
  const isSold = states.is.isPaid && !states.was.isPaid && !need && lead.owner !== null && lead.evidence.opportunities.open === 0;
  const rested = isSold ? await restingWrites({ leadId: lead.leadId, subject: leadSubject }, act.at, table) : [];
  const cart = lead.leftCart ? [putCartLook({ leadId: lead.leadId, at: isoTime(act.at), isBought: true }, act.at)] : [];
  await table.transact([
    // An order of which nothing is told any more is none.
    ...(before && after.facts.length === 0 ? removePurchase(before) : putPurchase(before, after)),
    ...writes,
    ...ofNeed,
    ...rested,
    ...following,
    ...back,
    ...cart,
    ...along(recorded),
  ]);
  return recorded;
}

type OfNeed = Omit<OrderChange, 'entryOf' | 'need'> & { readonly need: Opportunity };

/** A need names its orders from the first telling on; whoever has it is told when one is paid. */
async function needWrites(
  { lead, need, before, after }: OfNeed,
  states: States,
  at: Date,
  parts: Pick<PurchaseParts, 'table' | 'config'>,
): Promise<readonly WriteItem[]> {
  const named = before ? [] : [putOpportunity(need, withOrder(need, after, at))];
  return [...named, ...(await closingTask({ lead, purchase: after, need }, states, at, parts))];
}

/** Writes what goes along where nothing of the order is news. */
export async function keepKnown(known: Recorded, { along }: Pick<Telling, 'along'>, { table }: Pick<PurchaseParts, 'table'>) {
  await writeIfAny(table, along(known));
  return known;
}

/** Returns what events say of how an order stands after a change. */
export function standingOf({ was, is: { status, booked, net, isPaid } }: States) {
  const became = isPaid ? ('paid' as const) : ('takenBack' as const);
  return { status, booked, net, isPaid, became: was.isPaid === isPaid ? null : became };
}

/** Tells whether something else may follow from an order that is paid: shops tell in any order what it holds, and when it was paid. */
function hasNewFollowing({ was, is }: States): boolean {
  const goodsOf = ({ items }: PurchaseState) => JSON.stringify(items.map(({ product, package: packageId }) => [product, packageId]));
  return is.isPaid && (was.paidAt !== is.paidAt || goodsOf(was) !== goodsOf(is));
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
