import { partitionsOf, type WholeLead } from '../leads/index.ts';
import { secondsMs } from '../platform/clock.ts';
import type { LeadId, SessionId, VisitorId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { comparePlaces, type EventPlace } from './event.ts';
import { readLink, readLinks, type VisitorLink } from './identity-store.ts';
import { readNewestVisits } from './newest-visits.ts';
import { ownVisits, partsOf } from './own-visits.ts';
import { countedVisits, standingVisits } from './rules-past.ts';
import { type Cart, mergeTotals, type VisitTotals } from './session.ts';
import { readSignals, type Signal } from './signals.ts';
import { parseSession, readEvents, readNewestSessions, readSessions, type SessionEvent, sessionKey, type VisitSession } from './store.ts';

/** What a lead's visitors did while they were the lead, added up. */
export interface Behaviour {
  readonly visits: number;
  readonly totals: VisitTotals;
}

/** The cart of a lead, as far as it is surely the lead's own. */
export interface LeadCart {
  readonly cart: Cart;
  /** When its visitors bought something last, as the site told; epoch milliseconds, null: never. */
  readonly boughtAt: number | null;
}

/** More visits than a cart is open for. */
const cartVisits = 12;

/**
 * Reads strongly what a lead did with a cart last, in the newest visits of its devices; null where it did nothing with any. Devices that are the
 * lead's by a link in our mail alone are left out, because the link may have been passed on.
 */
export async function readLeadCart(table: Table, lead: WholeLead, now: Date): Promise<LeadCart | null> {
  const links = (await readLinksOf(table, partitionsOf(lead), { consistent: true })).filter(({ weak }) => !weak);
  const ids = links.map(({ visitorId }) => visitorId);
  const newest = await readNewestVisits(table, ids, { limit: cartVisits, now });
  const own = await Promise.all(links.map((link) => ownVisits(table, link, newest.get(link.visitorId) ?? [], now)));
  const visits = own.flat().map(({ totals }) => totals);
  const cart = visits.reduce<VisitTotals | null>(mergeTotals, null)?.cart;
  // Visit by visit, because a sum of many keeps the first times of each thing and not the last.
  const bought = visits.flatMap(({ signals }) =>
    readSignals(signals).flatMap(({ type, at }) => (type === 'purchase' ? [at * secondsMs] : [])),
  );
  return cart ? { cart, boughtAt: bought.length > 0 ? Math.max(...bought) : null } : null;
}

/** An event of a lead's history; it stays the visitor's, and is read through the link each time. */
export type LinkedEvent = SessionEvent & {
  readonly visitorId: VisitorLink['visitorId'];
  /** Of a device that is the lead's by a link in our mail alone. */
  readonly weak: boolean;
};

/** Reads the links that lie under some ids. */
export async function readLinksOf(
  table: Table,
  leadIds: readonly LeadId[],
  options: { readonly consistent?: boolean } = {},
): Promise<VisitorLink[]> {
  return (await Promise.all(leadIds.map((leadId) => readLinks(table, leadId, options)))).flat();
}

/** The newest `limit` events of the lead before a place, newest first. */
export async function readLeadEvents(
  table: Table,
  lead: WholeLead,
  page: { readonly limit: number; readonly before: EventPlace | null; readonly now: Date },
): Promise<LinkedEvent[]> {
  const parts = (await readLinksOf(table, partitionsOf(lead)))
    .flatMap(partsOf)
    .filter(({ from }) => page.before === null || from === null || from <= page.before.at);
  const found = await Promise.all(
    parts.map(async ({ visitorId, weak, from, to }) => {
      const events = await readEvents(table, visitorId, { from, to, ...page });
      return events.map((event) => ({ ...event, visitorId, weak }));
    }),
  );
  return found
    .flat()
    .sort((one, other) => comparePlaces(other, one))
    .slice(0, page.limit);
}

/** Null for a lead that no visitor is linked to, or whose visitors did nothing yet. `links`: where they have been read. */
export async function readBehaviour(table: Table, lead: WholeLead, now: Date, links?: readonly VisitorLink[]): Promise<Behaviour | null> {
  const all = links ?? (await readLinksOf(table, partitionsOf(lead)));
  const sums = await Promise.all(all.map((link) => sumOf(table, link, now)));
  const visits = sums.reduce((sum, one) => sum + one.visits, 0);
  const totals = sums.reduce<VisitTotals | null>((sum, one) => mergeTotals(sum, one.totals), null);
  return totals && { visits, totals };
}

async function sumOf(table: Table, link: VisitorLink, now: Date): Promise<{ visits: number; totals: VisitTotals | null }> {
  const sessions = await readSessions(table, link.visitorId, { now });
  const own = await ownVisits(table, link, sessions, now);
  return {
    visits: own.length + (link.past?.visits ?? 0),
    totals: own.reduce((sum, { totals }) => mergeTotals(sum, totals), link.past?.totals ?? null),
  };
}

/** A signal, and the device it came from. */
export type LinkedSignal = Signal & { readonly visitorId: VisitorId };

/**
 * All that scores may count of what a lead's visitors did while they were the lead: the newest visits one by one, older ones as they were
 * summed. `onMore`: told of each device with more visits than may stand by themselves.
 */
export async function readLeadSignals(
  table: Table,
  leadId: LeadId,
  now: Date,
  onMore: (visitorId: VisitorId) => void = () => {},
): Promise<LinkedSignal[]> {
  const links = await readLinks(table, leadId, { consistent: true });
  const ids = links.map(({ visitorId }) => visitorId);
  const newest = await readNewestVisits(table, ids, { limit: countedVisits, now });
  const found = await Promise.all(
    links.map(async (link) => {
      const sessions = newest.get(link.visitorId) ?? [];
      if (sessions.slice(standingVisits).some(({ expiresAt }) => expiresAt === undefined)) onMore(link.visitorId);
      return [...(await signalsOf(table, link, sessions, now)), ...signalsIn(link.past?.totals, link.visitorId)];
    }),
  );
  return found.flat();
}

/** The same of one visit: what belongs to the lead of it. */
export async function readVisitSignals(
  table: Table,
  leadId: LeadId,
  visit: { readonly visitorId: VisitorId; readonly startedAt: string; readonly sessionId: SessionId },
  now: Date,
): Promise<LinkedSignal[]> {
  const [link, item] = await Promise.all([readLink(table, leadId, visit.visitorId), table.get(sessionKey(visit), { consistent: true })]);
  return link && item ? signalsOf(table, link, [parseSession(item)], now) : [];
}

/** More visits than are open on a device at a time. */
const newestVisits = 3;

/** The same of a device's newest visits. */
export async function readNewestSignals(table: Table, leadId: LeadId, visitorId: VisitorId, now: Date): Promise<LinkedSignal[]> {
  const link = await readLink(table, leadId, visitorId);
  if (!link) return [];
  return signalsOf(table, link, await readNewestSessions(table, visitorId, { limit: newestVisits, now, consistent: true }), now);
}

async function signalsOf(table: Table, link: VisitorLink, sessions: readonly VisitSession[], now: Date): Promise<LinkedSignal[]> {
  return (await ownVisits(table, link, sessions, now)).flatMap(({ totals }) => signalsIn(totals, link.visitorId));
}

const signalsIn = (totals: VisitTotals | undefined, visitorId: VisitorId): LinkedSignal[] =>
  totals === undefined ? [] : readSignals(totals.signals).map((signal) => ({ ...signal, visitorId }));
