import type { LeadId, SessionId, VisitorId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { EventPlace } from './event.ts';
import { comparePlaces } from './event.ts';
import { readLink, readLinks, type VisitorLink } from './identity-store.ts';
import { mergeTotals, totalsOf, type VisitTotals } from './session.ts';
import { readSignals, type Signal } from './signals.ts';
import { parseSession, readEvents, readNewestSessions, readSessions, type SessionEvent, sessionKey, type VisitSession } from './store.ts';

/** What a lead's visitors did while they were the lead, added up. */
export interface Behaviour {
  readonly visits: number;
  readonly totals: VisitTotals;
}

/** An event of a lead's history; it stays the visitor's, and is read through the link each time. */
export type LinkedEvent = SessionEvent & {
  readonly visitorId: VisitorLink['visitorId'];
  /** Of a device that is the lead's by a link in our mail alone. */
  readonly weak: boolean;
};

interface Part {
  readonly visitorId: VisitorLink['visitorId'];
  readonly weak: boolean;
  readonly from: string | null;
  readonly to: string | null;
}

function partsOf(links: readonly VisitorLink[]): Part[] {
  return links.flatMap(({ visitorId, segments, weak }) =>
    segments.filter(({ from, to }) => from === null || from !== to).map(({ from, to }) => ({ visitorId, weak: weak === true, from, to })),
  );
}

/** The newest `limit` events of the lead before a place, newest first. */
export async function readLeadEvents(
  table: Table,
  leadId: LeadId,
  page: { readonly limit: number; readonly before: EventPlace | null; readonly now: Date },
): Promise<LinkedEvent[]> {
  const parts = partsOf(await readLinks(table, leadId)).filter(
    ({ from }) => page.before === null || from === null || from <= page.before.at,
  );
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
export async function readBehaviour(table: Table, leadId: LeadId, now: Date, links?: readonly VisitorLink[]): Promise<Behaviour | null> {
  const parts = partsOf(links ?? (await readLinks(table, leadId)));
  const sums = await Promise.all(parts.map((part) => sumOf(table, part, now)));
  const visits = new Set(sums.flatMap((sum) => sum.visits));
  const totals = sums.reduce<VisitTotals | null>((sum, part) => mergeTotals(sum, part.totals), null);
  return totals && { visits: visits.size, totals };
}

/** A signal, and the device it came from. */
export type LinkedSignal = Signal & { readonly visitorId: VisitorId };

/** All that scores may count of what a lead's visitors did while they were the lead. */
export async function readLeadSignals(table: Table, leadId: LeadId, now: Date): Promise<LinkedSignal[]> {
  const parts = partsOf(await readLinks(table, leadId, { consistent: true }));
  return (await Promise.all(parts.map((part) => signalsOfPart(table, part, now)))).flat();
}

/** The same of one visit: what belongs to the lead of it. */
export async function readVisitSignals(
  table: Table,
  leadId: LeadId,
  visit: { readonly visitorId: VisitorId; readonly startedAt: string; readonly sessionId: SessionId },
  now: Date,
): Promise<LinkedSignal[]> {
  const [link, item] = await Promise.all([readLink(table, leadId, visit.visitorId), table.get(sessionKey(visit), { consistent: true })]);
  if (!link || !item) return [];
  const session = parseSession(item);
  const parts = partsOf([link]).filter((part) => touches(session, part));
  const sums = await Promise.all(parts.map((part) => visitsOf(table, part, [session], now)));
  return sums.flat().flatMap(({ totals }) => signalsFrom(totals, visit.visitorId));
}

/** More visits than are open on a device at a time. */
const newestVisits = 3;

/** The same of a device's newest visits. */
export async function readNewestSignals(table: Table, leadId: LeadId, visitorId: VisitorId, now: Date): Promise<LinkedSignal[]> {
  const link = await readLink(table, leadId, visitorId);
  if (!link) return [];
  const sessions = await readNewestSessions(table, visitorId, { limit: newestVisits, now, consistent: true });
  const sums = await Promise.all(
    partsOf([link]).map((part) =>
      visitsOf(
        table,
        part,
        sessions.filter((session) => touches(session, part)),
        now,
      ),
    ),
  );
  return sums.flat().flatMap(({ totals }) => signalsFrom(totals, visitorId));
}

async function signalsOfPart(table: Table, part: Part, now: Date): Promise<LinkedSignal[]> {
  const sessions = await readSessions(table, part.visitorId, { from: part.from, to: part.to, now, consistent: true });
  const visits = await visitsOf(table, part, sessions, now);
  return visits.flatMap(({ totals }) => signalsFrom(totals, part.visitorId));
}

const signalsFrom = (totals: VisitTotals | null, visitorId: VisitorId): LinkedSignal[] =>
  totals === null ? [] : readSignals(totals.signals).map((signal) => ({ ...signal, visitorId }));

async function sumOf(table: Table, part: Part, now: Date): Promise<{ visits: string[]; totals: VisitTotals | null }> {
  const sessions = await readSessions(table, part.visitorId, { ...part, now });
  const wanted = await visitsOf(table, part, sessions, now);
  return {
    visits: wanted.filter(({ totals }) => totals !== null).map(({ visit }) => visit),
    totals: wanted.reduce<VisitTotals | null>((sum, { totals }) => mergeTotals(sum, totals), null),
  };
}

/** What of each visit belongs to the part. */
async function visitsOf(
  table: Table,
  part: Part,
  sessions: readonly VisitSession[],
  now: Date,
): Promise<{ visit: string; totals: VisitTotals | null }[]> {
  const cut = sessions.filter((session) => !isWithin(session, part));
  // A visit in which hands changed is folded from its events as long as they are kept; its sum would be of two people.
  const events = cut.length > 0 ? await readEvents(table, part.visitorId, { ...spanOf(cut, part), limit: maxCutEvents, now }) : [];
  const byVisit = Map.groupBy(events, ({ sessionId }) => sessionId);
  return sessions.map((session) => ({
    visit: `${part.visitorId} ${session.startedAt} ${session.sessionId}`,
    totals: isWithin(session, part) ? session.totals : totalsOf(byVisit.get(session.sessionId) ?? []),
  }));
}

/** More in one visit than people do. */
const maxCutEvents = 2_000;

const touches = ({ totals }: VisitSession, { from, to }: Part): boolean =>
  (from === null || totals.lastAt >= from) && (to === null || totals.firstAt < to);

const isWithin = ({ totals }: VisitSession, { from, to }: Part): boolean =>
  (from === null || totals.firstAt >= from) && (to === null || totals.lastAt < to);

/** The cut visits lie at the ends of a part: only what they reach of it has to be read. */
function spanOf(cut: readonly VisitSession[], { from, to }: Part): { from: string | null; to: string | null } {
  const first = cut.map(({ totals }) => totals.firstAt).sort()[0] ?? null;
  const last =
    cut
      .map(({ totals }) => totals.lastAt)
      .sort()
      .at(-1) ?? null;
  return {
    from: from !== null && (first === null || from > first) ? from : first,
    // One millisecond on, because the end of a span is not in it.
    to: last === null || (to !== null && to <= last) ? to : new Date(Date.parse(last) + 1).toISOString(),
  };
}
