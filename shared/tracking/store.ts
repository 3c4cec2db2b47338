import { z } from 'zod';
import { visitorPartition } from '../../events/tracking/traces.ts';
import type { ConfigReader } from '../config/index.ts';
import { daysMs, epochSeconds, systemClock } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { SessionId, VisitorId } from '../platform/ids.ts';
import { type Key, keys, partitionId } from '../platform/keys.ts';
import { beginningWith, ConditionFailedError, type Item, type Table, type WriteItem } from '../platform/table.ts';
import { unchangedSince, versioned } from '../platform/versioned.ts';
import { maxEventAgeMs } from './beacon.ts';
import { comparePlaces, type EventPlace, type VisitEvent } from './event.ts';
import { Bytes, detailDays, readPack } from './pack.ts';
import { readableVisits } from './rules-past.ts';
import type { Seen } from './seen.ts';
import { nothingSeen } from './seen.ts';
import { VisitTotals } from './session.ts';
import { visitDays } from './visit-days.ts';

/** One visit: what happened in it, added up. */
export interface VisitSession {
  readonly visitorId: VisitorId;
  readonly sessionId: SessionId;
  /** By the visitor's clock, as all its beacons say it; `totals.firstAt` is corrected. */
  readonly startedAt: string;
  readonly totals: VisitTotals;
  readonly seen: Seen;
  readonly version: number;
  /** Undefined: kept for a lead. */
  readonly expiresAt: number | undefined;
}

const Hashes = Bytes.refine(({ length }) => length % 4 === 0, 'has to hold whole hashes');

const SessionItem = z.object({
  sk: z.string(),
  totals: VisitTotals,
  full: z.number().int().nonnegative().default(0),
  bits: Bytes.default(nothingSeen.bits),
  marks: Hashes.default(nothingSeen.marks),
  recent: Hashes.default(nothingSeen.recent),
  version: z.number().int().positive(),
  expiresAt: z.number().optional(),
});

export const sessionKey = ({ visitorId, startedAt, sessionId }: Pick<VisitSession, 'visitorId' | 'startedAt' | 'sessionId'>): Key =>
  keys.session(visitorId, startedAt, sessionId);

function sessionOf(item: Item): VisitSession {
  const parsed = SessionItem.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a session is malformed');
  const { sk, totals, full, bits, marks, recent, version, expiresAt } = parsed.data;
  const [, startedAt = '', sessionId] = sk.split('#');
  return {
    visitorId: VisitorId.parse(partitionId(item)),
    sessionId: SessionId.parse(sessionId),
    startedAt,
    totals,
    seen: { full, bits, marks, recent },
    version,
    expiresAt,
  };
}

function itemOf(session: VisitSession): Item {
  const { totals, seen, version, expiresAt } = session;
  return {
    ...sessionKey(session),
    totals,
    ...(seen.full > 0 ? { full: seen.full } : {}),
    ...(seen.bits.length > 0 ? { bits: seen.bits } : {}),
    ...(seen.marks.length > 0 ? { marks: seen.marks } : {}),
    ...(seen.recent.length > 0 ? { recent: seen.recent } : {}),
    version,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

const sessions = versioned({ parse: sessionOf, toItem: itemOf });

/** Reads a visit of its item. @throws CorruptItemError */
export const parseSession = sessions.parse;

/** Reads a visit as it stands now. @throws CorruptItemError */
export async function readSession(table: Table, place: Parameters<typeof sessionKey>[0]): Promise<VisitSession | null> {
  return (await sessions.read(table, sessionKey(place), { consistent: true })) ?? null;
}

/** What expires goes by itself within days; until then reading leaves it out. */
const isGone = (expiresAt: number | undefined, now: Date): boolean => expiresAt !== undefined && expiresAt <= epochSeconds(now);

/** When a session goes that belongs to nobody: with the last of its details. */
export const sessionExpiry = (totals: VisitTotals, days = detailDays): number =>
  epochSeconds(new Date(Date.parse(totals.lastAt) + days * daysMs));

/** Returns when an item of a visit goes that is kept so many days, in epoch seconds; undefined for an item of anything else, or a malformed one. */
export function visitEnd(item: Item, days: number): number | undefined {
  const [kind, at = ''] = String(item.sk).split('#');
  if (!String(item.pk).startsWith(visitorPartition)) return undefined;
  if (kind === 'EVENTS') return epochSeconds(new Date(Date.parse(at) + days * daysMs));
  const totals = kind === 'SESSION' ? SessionItem.safeParse(item).data?.totals : undefined;
  return totals && sessionExpiry(totals, days);
}

/** @throws ConditionFailedError when somebody changed the session since it was read. */
export async function putSession(table: Table, before: VisitSession | null, after: VisitSession): Promise<void> {
  await table.put(sessions.put(before, after).Put);
}

/** A span of event time: `from` is in, `to` is not; null or missing is open. */
export interface Span {
  readonly from?: string | null;
  readonly to?: string | null;
  /** @default the present moment */
  readonly now?: Date;
  /** Sees what was written a moment ago, for twice the price. @default false */
  readonly consistent?: boolean;
}

/** The visits of a device that stand by themselves and touch the span, oldest first. One may reach over its ends: fold its events to cut it. */
export async function readSessions(table: Table, visitorId: VisitorId, span: Span = {}): Promise<VisitSession[]> {
  const { now = systemClock(), consistent = false } = span;
  const found = await readNewestSessions(table, visitorId, { limit: readableVisits, now, consistent });
  return byTime(found.filter((session) => touches(session, { from: span.from ?? null, to: span.to ?? null })));
}

/** In the order of events: keys are in that of the visitor's own clock, which may have been set between two visits. */
export const byTime = (sessions: readonly VisitSession[]): VisitSession[] =>
  sessions.toSorted((one, other) => (one.totals.firstAt < other.totals.firstAt ? -1 : 1));

/** Whether any event of a visit may lie in a span; null is open. */
export const touches = ({ totals }: VisitSession, { from, to }: { readonly from: string | null; readonly to: string | null }): boolean =>
  (from === null || totals.lastAt >= from) && (to === null || totals.firstAt < to);

/** Returns the visits of a device that began last by its own clock, newest first. */
export async function readNewestSessions(
  table: Table,
  visitorId: VisitorId,
  { now, ...which }: NewestQuery & { readonly now: Date },
): Promise<VisitSession[]> {
  return (await newestOf(table, visitorId, which)).filter(({ expiresAt }) => !isGone(expiresAt, now));
}

interface NewestQuery {
  readonly limit: number;
  /** Only visits that began before this one. */
  readonly before?: VisitSession;
  /** Sees what was written a moment ago, for twice the price. @default false */
  readonly consistent?: boolean;
}

async function newestOf(table: Table, visitorId: VisitorId, { limit, before, consistent = false }: NewestQuery): Promise<VisitSession[]> {
  const page = await table.query({
    ...beginningWith(keys.visitorPk(visitorId), keys.sessionPrefix),
    ScanIndexForward: false,
    ConsistentRead: consistent,
    Limit: limit,
    ...(before ? { ExclusiveStartKey: sessionKey(before) } : {}),
  });
  return page.items.map(parseSession);
}

/** Visits from before a lead was known: nearly nobody comes back more often first. */
const keptVisits = 8;

/** Takes the time to live off a visitor's newest sessions, because they belong to a lead now; later ones never get one. */
export function keepSessions(table: Table, visitorId: VisitorId): Promise<number> {
  return setExpiry(table, visitorId, keptVisits, () => undefined);
}

/** Nobody's visits go with their details, as if they had never been linked: those that stand by themselves. */
export async function releaseSessions(
  { table, config }: { readonly table: Table; readonly config?: ConfigReader },
  visitorId: VisitorId,
): Promise<number> {
  const days = await visitDays(config);
  return setExpiry(table, visitorId, readableVisits, ({ totals }) => sessionExpiry(totals, days));
}

/**
 * Sets when the newest visits of a device go, and counts those that it changed. One that beacons change meanwhile is left as it is: whoever
 * changes it has read the visitor's identity, too, or will with the next beacon; its next link or erasure finds what keeps an older end.
 */
async function setExpiry(
  table: Table,
  visitorId: VisitorId,
  limit: number,
  expiryOf: (session: VisitSession) => number | undefined,
): Promise<number> {
  let changed = 0;
  for (const session of await newestOf(table, visitorId, { limit })) {
    const expiresAt = expiryOf(session);
    if (session.expiresAt === expiresAt) continue;
    try {
      await putSession(table, session, { ...session, version: session.version + 1, expiresAt });
      changed += 1;
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
    }
  }
  return changed;
}

/**
 * Returns the visits right behind the newest `standing` of a device, newest first, at most `limit`; those that go with their time, because
 * they came before anybody was known, are left out.
 */
export async function readOlderSessions(
  table: Table,
  visitorId: VisitorId,
  { standing, limit }: { readonly standing: number; readonly limit: number },
): Promise<VisitSession[]> {
  const newestFirst = { ...beginningWith(keys.visitorPk(visitorId), keys.sessionPrefix), ScanIndexForward: false };
  const newest = await table.query({ ...newestFirst, Limit: standing });
  if (!newest.lastKey) return [];
  const older = await table.query({ ...newestFirst, ConsistentRead: true, ExclusiveStartKey: newest.lastKey, Limit: limit });
  return older.items.map(parseSession).filter(({ expiresAt }) => expiresAt === undefined);
}

/** Counts a visit of a device that is a lead's, and answers how many there were; a visit may be counted twice. */
export async function countVisit(table: Table, visitorId: VisitorId): Promise<number> {
  const counted = await table.update({
    Key: keys.visitCount(visitorId),
    UpdateExpression: 'ADD visits :one',
    ExpressionAttributeValues: { ':one': 1 },
    ReturnValues: 'ALL_NEW',
  });
  return z.object({ visits: z.number() }).parse(counted).visits;
}

/** Removes a visit that stands as it was read. */
export function deleteSession(session: VisitSession): WriteItem {
  const { ConditionExpression, ExpressionAttributeValues } = unchangedSince(session);
  return { Delete: { Key: sessionKey(session), ConditionExpression, ...(ExpressionAttributeValues ? { ExpressionAttributeValues } : {}) } };
}

/** An event and the visit it belongs to. */
export type SessionEvent = VisitEvent & { readonly sessionId: SessionId };

export interface EventQuery extends Span {
  readonly limit: number;
  /** Only what is older than this place: the last one of the page before. */
  readonly before?: EventPlace | null;
}

const packsPerPage = 50;
const lastMomentMs = Date.parse('9999-12-31T23:59:59.999Z');

/** A visitor's events in the span, newest first, each id once, at most `limit`. */
export async function readEvents(table: Table, visitorId: VisitorId, query: EventQuery): Promise<SessionEvent[]> {
  const { from, to, before, limit, consistent = false, now = systemClock() } = query;
  const newest = [to, before?.at].filter((at) => typeof at === 'string').sort()[0];
  const found = new Map<string, SessionEvent>();
  const isWanted = (event: VisitEvent) =>
    !(from && event.at < from) && !(to && event.at >= to) && !(before && comparePlaces(event, before) >= 0);
  // A pack holds events of the day before it was sent, never later ones.
  const low = `${keys.eventPackPrefix}${from ?? ''}`;
  // Beyond the last day of the calendar nothing was sent, and its moments would be written in another form.
  const latest = newest === undefined ? lastMomentMs : Math.min(Date.parse(newest) + maxEventAgeMs, lastMomentMs);
  const high = `${keys.eventPackPrefix}${new Date(latest).toISOString()}~`;
  let after: Item | undefined;
  let sorted: SessionEvent[] = [];
  // The table refuses a span that ends before it begins.
  if (low > high) return sorted;
  do {
    const page = await table.query({
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
      ExpressionAttributeValues: {
        ':pk': keys.visitorPk(visitorId),
        ':low': low,
        ':high': high,
      },
      ScanIndexForward: false,
      ConsistentRead: consistent,
      Limit: packsPerPage,
      ...(after ? { ExclusiveStartKey: after } : {}),
    });
    const packs = page.items.map(readPack);
    for (const { sessionId, events, expiresAt } of packs) {
      if (isGone(expiresAt, now)) continue;
      for (const event of events) if (isWanted(event) && !found.has(event.id)) found.set(event.id, { ...event, sessionId });
    }
    sorted = [...found.values()].sort((one, other) => comparePlaces(other, one)).slice(0, limit);
    after = page.lastKey;
    const oldestSent = packs.at(-1)?.sentAt;
    const last = sorted[limit - 1];
    // What was not read yet was sent before, so it happened before.
    if (last && oldestSent !== undefined && last.at > oldestSent) break;
  } while (after);
  return sorted;
}
