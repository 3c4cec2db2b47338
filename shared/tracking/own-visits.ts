import type { Table } from '../platform/table.ts';
import type { VisitorLink } from './identity-store.ts';
import { mergeTotals, totalsOf, type VisitTotals } from './session.ts';
import { byTime, readEvents, touches, type VisitSession } from './store.ts';

/** A part of a device's history that is a lead's: `from` ≤ time < `to`; null is open. */
export interface Part {
  readonly visitorId: VisitorLink['visitorId'];
  readonly weak: boolean;
  readonly from: string | null;
  readonly to: string | null;
}

/** Returns the parts of a device's history that are a lead's; those without any length are left out. */
export function partsOf({ visitorId, segments, weak }: VisitorLink): Part[] {
  return segments
    .filter(({ from, to }) => from === null || from !== to)
    .map(({ from, to }) => ({ visitorId, weak: weak === true, from, to }));
}

/** A visit, and what of it is a lead's. */
export interface OwnVisit {
  readonly session: VisitSession;
  readonly totals: VisitTotals;
}

/** Returns what of each visit belongs to the lead of a link, over all of its parts; visits with nothing of the lead's are left out. */
export async function ownVisits(table: Table, link: VisitorLink, sessions: readonly VisitSession[], now: Date): Promise<OwnVisit[]> {
  const found = await Promise.all(partsOf(link).map((part) => visitsOf(table, part, sessions, now)));
  const bySession = new Map<VisitSession, VisitTotals>();
  for (const { session, totals } of found.flat()) bySession.set(session, mergeTotals(bySession.get(session) ?? null, totals));
  return [...bySession].map(([session, totals]) => ({ session, totals }));
}

async function visitsOf(table: Table, part: Part, all: readonly VisitSession[], now: Date): Promise<OwnVisit[]> {
  const sessions = byTime(all.filter((session) => touches(session, part)));
  const cut = sessions.filter((session) => !isWithin(session, part));
  // A visit in which hands changed is folded from its events as long as they are kept; its sum would be of two people.
  const events = cut.length > 0 ? await readEvents(table, part.visitorId, { ...spanOf(cut, part), limit: maxCutEvents, now }) : [];
  const byVisit = Map.groupBy(events, ({ sessionId }) => sessionId);
  return sessions.flatMap((session) => {
    const totals = isWithin(session, part) ? session.totals : totalsOf(byVisit.get(session.sessionId) ?? []);
    return totals ? [{ session, totals }] : [];
  });
}

/** More in one visit than people do. */
const maxCutEvents = 2_000;

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
