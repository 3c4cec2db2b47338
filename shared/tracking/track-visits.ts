import { beaconsTaken } from '../../events/tracking/traces.ts';
import type { ConfigReader } from '../config/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { VisitorId } from '../platform/ids.ts';
import { type Key, keys } from '../platform/keys.ts';
import { describeError, type Log } from '../platform/logging.ts';
import { piecesOf } from '../platform/pieces.ts';
import type { Queue } from '../platform/queues.ts';
import type { Item, Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type Beacon, parseBeacon, type Refusal } from './beacon.ts';
import { floods } from './bots.ts';
import { askForCartLooks, cartLooksOf } from './cart-looks.ts';
import { belongsToLead } from './identity-store.ts';
import { linkByMail, type MailLinkParts, type ReceivedBeacon } from './link-by-mail.ts';
import { packItem } from './pack.ts';
import { standingVisits, visitsPerSum } from './rules-past.ts';
import { askForScores, scoresOf } from './scores.ts';
import { nothingSeen, type Taken, untakenOf, withTaken } from './seen.ts';
import { mergeTotals, totalsOf, type VisitTotals } from './session.ts';
import { countVisit, parseSession, putSession, readSession, sessionExpiry, sessionKey, type VisitSession } from './store.ts';
import { askForSum } from './sum-visits.ts';
import { visitDays } from './visit-days.ts';

/** One message of the queue: the body as a page posted it, and when the queue took it. */
export interface TrackedMessage {
  readonly messageId: string;
  readonly body: string;
  readonly receivedAt: Date;
  /** The queue has delivered it before: that delivery may have ended anywhere. @default false */
  readonly isRepeated?: boolean;
}

export interface TrackParts {
  readonly table: Table;
  readonly score: Queue;
  /** Sums the older visits of a device that has many, and looks at carts. @default - nobody does */
  readonly work?: Queue;
  readonly log: Log;
  /** Says how long visits of nobody are kept. @default - as long as the product keeps them */
  readonly config?: ConfigReader;
  /** Sessions written at the same time. @default 20 */
  readonly concurrency?: number;
  /** What believes links of our mails. @default - nothing: their tokens are left out */
  readonly mailLinks?: Pick<MailLinkParts, 'signingKeys' | 'clock' | 'ids'>;
}

/** The beacons of one session in a batch. */
interface Visit {
  readonly beacons: readonly ReceivedBeacon[];
  readonly first: Beacon;
}

/** What writes visits, and for how many days they are kept. */
type Keeping = TrackParts & { readonly days: number };

/** What a batch did, for its one log line. */
interface Counts {
  events: number;
  droppedEvents: number;
  duplicates: number;
  packs: number;
  sessions: number;
  unreadable: number;
}

/**
 * Merges a batch of beacons: one pack of details per beacon, one write per session. Answers the ids of messages that have to come
 * back because the table failed; whatever is wrong with a beacon itself is counted and done with.
 *
 * Packs go first. A death in between brings the beacons back: their packs are written again, to the same keys with the same
 * contents, and the session, which alone tells what was taken, counts them once.
 */
export async function trackVisits(messages: readonly TrackedMessage[], parts: TrackParts): Promise<string[]> {
  const { accepted, refused, droppedEvents } = readMessages(messages);
  const counts: Counts = { events: 0, droppedEvents, duplicates: 0, packs: 0, sessions: 0, unreadable: 0 };
  const visits = [...Map.groupBy(accepted, ({ beacon }) => placeOf(beacon)).values()].flatMap((beacons): Visit[] =>
    beacons[0] ? [{ beacons, first: beacons[0].beacon }] : [],
  );
  const { failed, known } = await takeVisits(visits, counts, parts);
  const identityOf = (visitorId: VisitorId) => known.get(idOf(keys.visitorIdentity(visitorId)));
  // After the visits, which it keeps for the lead; repeats count as well, because the first may have died in between.
  const links = parts.mailLinks ? await linkByMail(accepted, { ...parts, ...parts.mailLinks, identityOf }) : { counts: {}, failed: [] };
  const comeBack = [...new Set([...failed, ...links.failed])];
  parts.log.info(beaconsTaken, { beacons: messages.length, ...counts, ...refused, ...links.counts, failed: comeBack.length });
  return comeBack;
}

function readMessages(messages: readonly TrackedMessage[]): {
  accepted: ReceivedBeacon[];
  refused: Partial<Record<Refusal, number>>;
  droppedEvents: number;
} {
  const refused: Partial<Record<Refusal, number>> = {};
  const refuse = (refusal: Refusal, number = 1) => {
    refused[refusal] = (refused[refusal] ?? 0) + number;
  };
  const readable: ReceivedBeacon[] = [];
  let droppedEvents = 0;
  for (const { messageId, body, receivedAt, isRepeated = false } of messages) {
    const parsed = parseBeacon(body, receivedAt);
    if ('refusal' in parsed) {
      refuse(parsed.refusal);
      continue;
    }
    droppedEvents += parsed.droppedEvents;
    readable.push({ messageId, receivedMs: receivedAt.getTime(), isRepeated, beacon: parsed.beacon });
  }
  const accepted: ReceivedBeacon[] = [];
  for (const same of Map.groupBy(readable, ({ beacon }) => beacon.visitorId).values()) {
    const flooded = floods(same.map(({ receivedMs }) => receivedMs));
    const kept = same.filter(({ receivedMs }) => !flooded.has(receivedMs));
    if (kept.length < same.length) refuse('superhuman', same.length - kept.length);
    accepted.push(...kept);
  }
  return { accepted, refused, droppedEvents };
}

const placeOf = ({ visitorId, sessionStartedAt, sessionId }: Beacon): string => `${visitorId}#${sessionStartedAt}#${sessionId}`;
const sessionOf = ({ visitorId, sessionStartedAt: startedAt, sessionId }: Beacon) => ({ visitorId, startedAt, sessionId });
const keyOf = (beacon: Beacon) => sessionKey(sessionOf(beacon));
const idOf = (item: Item | Key): string => `${String(item.pk)} ${String(item.sk)}`;
const idsOf = (visits: readonly Visit[]): string[] => visits.flatMap(({ beacons }) => beacons.map(({ messageId }) => messageId));

/** Ids of the messages that have to come back, and what was read of visits and visitors, by key. */
interface VisitsTaken {
  readonly failed: readonly string[];
  readonly known: ReadonlyMap<string, Item>;
}

async function takeVisits(visits: readonly Visit[], counts: Counts, parts: TrackParts): Promise<VisitsTaken> {
  if (visits.length === 0) return { failed: [], known: new Map() };
  let known: ReadonlyMap<string, Item>;
  let days: number;
  try {
    [known, days] = await Promise.all([readKnown(visits, parts.table), visitDays(parts.config)]);
  } catch (error) {
    parts.log.warn('sessions cannot be read; the beacons come back', { beacons: idsOf(visits).length, ...describeError(error) });
    return { failed: idsOf(visits), known: new Map() };
  }
  const changes = visits.flatMap((visit) => {
    const change = changeOf(visit, known, { counts, days, log: parts.log });
    return change ? [change] : [];
  });
  const failed = new Set<Visit>();
  await putPacks(changes, counts, failed, { ...parts, days });
  const waiting = changes.filter(({ visit }) => !failed.has(visit)).values();
  const work = async () => {
    for (const change of waiting) if (!(await putVisit(change, counts, { ...parts, days }))) failed.add(change.visit);
  };
  await Promise.all(Array.from({ length: parts.concurrency ?? 20 }, work));
  // Also for a visit that says nothing new: it may be back because an earlier run ended before this.
  const written = visits.filter((visit) => !failed.has(visit));
  const asked = written.flatMap((visit) => {
    const identity = known.get(idOf(keys.visitorIdentity(visit.first.visitorId)));
    return identity
      ? scoresOf(
          visit.first,
          visit.beacons.flatMap(({ beacon }) => beacon.events),
          identity,
          parts.log,
        )
      : [];
  });
  const carts = written.flatMap((visit) =>
    cartLooksOf(
      visit.beacons.flatMap(({ beacon }) => beacon.events),
      known.get(idOf(keys.visitorIdentity(visit.first.visitorId))),
    ),
  );
  const isAsked = (await Promise.all([askForScores(asked, parts), askForCartLooks(carts, parts)])).every(Boolean);
  return { failed: idsOf(isAsked ? [...failed] : visits), known };
}

/** Sessions and identities of all visitors of the batch, in as few reads as there are hundreds of them. */
async function readKnown(visits: readonly Visit[], table: Table): Promise<ReadonlyMap<string, Item>> {
  const visitors = new Set(visits.map(({ first }) => first.visitorId));
  const wanted = [...visits.map(({ first }) => keyOf(first)), ...[...visitors].map((visitorId) => keys.visitorIdentity(visitorId))];
  return new Map((await table.batchGet(wanted)).map((item) => [idOf(item), item]));
}

/** What a visit becomes by its beacons. */
interface Change {
  readonly visit: Visit;
  readonly isLinked: boolean;
  /** Null: no beacon of the visit was taken yet. */
  readonly before: VisitSession | null;
  readonly after: VisitSession;
  /** Beacons that hold something new. */
  readonly fresh: readonly Beacon[];
  readonly newEvents: number;
}

/** Undefined when nothing of it is new, or when what is stored cannot be read. */
function changeOf(
  visit: Visit,
  known: ReadonlyMap<string, Item>,
  { counts, days, log }: { readonly counts: Counts; readonly days: number; readonly log: Log },
): Change | undefined {
  const isLinked = belongsToLead(known.get(idOf(keys.visitorIdentity(visit.first.visitorId))));
  try {
    const stored = known.get(idOf(keyOf(visit.first)));
    const change = foldVisit(visit, stored ? parseSession(stored) : null, { isLinked, days });
    counts.duplicates += visit.beacons.length - change.fresh.length;
    return change.fresh.length > 0 ? change : undefined;
  } catch (error) {
    if (!(error instanceof CorruptItemError)) throw error;
    // Waiting would not mend it, and dead letters must not hold what people did.
    counts.unreadable += visit.beacons.length;
    log.error('a stored session is malformed; its beacons are dropped', error);
    return undefined;
  }
}

/** Adds to a session what of the beacons it has not taken yet; the order of the beacons makes no difference. */
function foldVisit(
  { beacons, first }: Visit,
  stored: VisitSession | null,
  { isLinked, days }: { readonly isLinked: boolean; readonly days: number },
): Change {
  let totals: VisitTotals | null = stored?.totals ?? null;
  let seen = stored?.seen ?? nothingSeen;
  const fresh: Beacon[] = [];
  let newEvents = 0;
  for (const { beacon } of beacons) {
    const taken: Taken = { seen, events: totals?.events ?? 0 };
    const events = untakenOf(taken, beacon);
    if (events.length === 0) continue;
    fresh.push(beacon);
    newEvents += events.length;
    totals = mergeTotals(totals, totalsOf(events));
    seen = withTaken(taken, { seq: beacon.seq, events });
  }
  if (!totals) throw new CorruptItemError('a visit without events');
  const after: VisitSession = {
    visitorId: first.visitorId,
    sessionId: first.sessionId,
    startedAt: first.sessionStartedAt,
    totals,
    seen,
    version: (stored?.version ?? 0) + 1,
    expiresAt: isLinked || (stored && stored.expiresAt === undefined) ? undefined : sessionExpiry(totals, days),
  };
  return { visit: { beacons, first }, isLinked, before: stored, after, fresh, newEvents };
}

const putChunk = 25;

/** Details before sums. A chunk that fails brings back the visits in it. */
async function putPacks(changes: readonly Change[], counts: Counts, failed: Set<Visit>, { table, log, days }: Keeping): Promise<void> {
  const packs = new Map<string, { item: Item; visit: Visit }>();
  for (const { fresh, visit } of changes) {
    for (const beacon of fresh) {
      const item = packItem(beacon, days);
      if (item) packs.set(idOf(item), { item, visit });
    }
  }
  await Promise.all(
    piecesOf([...packs.values()], putChunk).map(async (chunk) => {
      try {
        await table.putAll(chunk.map(({ item }) => item));
        counts.packs += chunk.length;
      } catch (error) {
        log.warn('details cannot be written; their beacons come back', { packs: chunk.length, ...describeError(error) });
        for (const { visit } of chunk) failed.add(visit);
      }
    }),
  );
}

/** True when the session is written, or needs no writing any more. */
async function putVisit(change: Change, counts: Counts, parts: Keeping): Promise<boolean> {
  const { table, log, days } = parts;
  const { visit, isLinked } = change;
  try {
    const written = await untilWritten(async (round) => {
      // Another batch took beacons of this visit, or the visitor was identified: add to what stands there now.
      const current = round === 1 ? change : foldVisit(visit, await readSession(table, sessionOf(visit.first)), { isLinked, days });
      if (current.fresh.length > 0) await putSession(table, current.before, current.after);
      return current;
    });
    if (written.fresh.length > 0) counts.sessions += 1;
    counts.events += written.newEvents;
    if (isLinked && !written.before) await countLinkedVisit(visit.first.visitorId, parts);
    return true;
  } catch (error) {
    log.warn('a session cannot be written; its beacons come back', describeError(error));
    return false;
  }
}

/** A device that is a lead's and has many visits gets its older ones summed. Best effort: the next visits ask again. */
async function countLinkedVisit(visitorId: VisitorId, { table, work, log }: TrackParts): Promise<void> {
  if (!work) return;
  try {
    const visits = await countVisit(table, visitorId);
    if (visits > standingVisits && visits % visitsPerSum === 0) await work.send(askForSum(visitorId));
  } catch (error) {
    log.warn('a visit of a lead is not counted; a later one has the older ones summed', describeError(error));
  }
}
