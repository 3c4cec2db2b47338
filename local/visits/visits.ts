import type { BusEvent, StreamRecord, WorkedOff } from 'local-cloud';
import { visitorLinked, visitorUnlinked } from '../../events/index.ts';
import { Batches } from './batches.ts';
import type { Arrival, ShownEvent } from './beacon.ts';
import { type LeadNews, readNews } from './news.ts';
import { readPack } from './pack.ts';

/** How far a beacon has come; `deleted` is one whose details were taken and are gone again. */
export type Fate = 'waiting' | 'retrying' | 'taken' | 'dropped' | 'deleted';

/** One request to POST /v1/events. */
export interface BeaconRow {
  readonly kind: 'beacon';
  readonly id: number;
  /** Arrival, by the runtime's clock. */
  readonly at: string;
  readonly fate: Fate;
  /** Why it was dropped; several when its batch was dropped for several reasons and nothing tells which is whose. */
  readonly why: readonly string[];
  readonly hasConsent: boolean;
  /** Who, and what they did: only with consent. Once it is taken, what the table has of it. */
  readonly visitorId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly events: readonly ShownEvent[];
  /** Events that arrived and were not taken. */
  readonly lostEvents: number;
}

/** A visitor's history became a lead's, or is it no longer. */
export interface LinkRow {
  readonly kind: 'linked' | 'unlinked';
  readonly id: number;
  readonly at: string;
  readonly visitorId: string;
  readonly leadId: string;
}

export type VisitRow = BeaconRow | LinkRow;

/** Hears of each row that is new or has changed. */
export interface VisitListener {
  visit(row: VisitRow): void;
  lead(news: LeadNews): void;
}

/** What the recorder knows of a beacon beside its row. */
interface Tracked {
  row: BeaconRow;
  readonly messageId: string | undefined;
  readonly consent: Arrival['consent'];
  packKey?: string;
}

export const keptRows = 500;

/**
 * What visitors do, as it arrives, in memory and never more than the last rows: each beacon from its request to its place in the
 * table, and what becomes of leads. It sees only what a runtime sees: requests, writes, ends of invocations, log lines, events.
 */
export class Visits {
  readonly #now: () => number;
  readonly #rows: (Tracked | LinkRow)[] = [];
  readonly #leads: LeadNews[] = [];
  /** Beacons in the queue or with the function, by message. */
  readonly #underWay = new Map<string, Tracked>();
  readonly #listeners = new Set<VisitListener>();
  readonly #batches = new Batches<Tracked>((dropped, reasons) => {
    for (const tracked of dropped) this.#change(tracked, { why: reasons.filter((reason) => fits(tracked, reason)) });
  });
  #lastId = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A request came; without a message the queue did not take it. */
  arrived(arrival: Arrival, messageId: string | undefined): void {
    const isGiven = arrival.consent === 'given';
    const tracked: Tracked = {
      messageId,
      consent: arrival.consent,
      row: {
        kind: 'beacon',
        ...this.#place(),
        fate: messageId === undefined ? 'dropped' : 'waiting',
        why: messageId === undefined ? ['notQueued'] : [],
        hasConsent: isGiven,
        ...(isGiven && { visitorId: arrival.visitorId, sessionId: arrival.sessionId }),
        events: isGiven ? arrival.events : [],
        lostEvents: 0,
      },
    };
    if (messageId !== undefined) this.#underWay.set(messageId, tracked);
    this.#add(tracked);
  }

  /** The table changed: a pack of events is the sign that a beacon was taken, its end that the details are gone. */
  wrote(record: StreamRecord): void {
    const pack = readPack(record);
    if (!pack) return;
    if (pack.isGone) {
      const [tracked] = this.#rows.filter((one): one is Tracked => 'row' in one && one.packKey === pack.key);
      if (tracked) this.#change(tracked, { fate: 'deleted', visitorId: undefined, sessionId: undefined, events: [] });
      return;
    }
    const ids = new Set(pack.events.map(({ id }) => id));
    for (const tracked of this.#underWay.values()) {
      const { row } = tracked;
      if (row.fate === 'taken' || row.visitorId !== pack.visitorId || !row.events.some(({ id }) => ids.has(id))) continue;
      tracked.packKey = pack.key;
      this.#change(tracked, { fate: 'taken', events: pack.events, lostEvents: row.events.length - pack.events.length });
      return;
    }
  }

  /** An invocation with messages of visitors ended; what it is done with and did not write was dropped. */
  workedOff(batch: WorkedOff): void {
    for (const messageId of batch.failed) {
      const tracked = this.#underWay.get(messageId);
      if (tracked?.row.fate === 'waiting') this.#change(tracked, { fate: 'retrying' });
    }
    const dropped: Tracked[] = [];
    for (const messageId of batch.done) {
      const tracked = this.#underWay.get(messageId);
      this.#underWay.delete(messageId);
      if (!tracked || tracked.row.fate === 'taken') continue;
      this.#change(tracked, { fate: 'dropped' });
      dropped.push(tracked);
    }
    if (dropped.length > 0 && batch.traceId !== undefined) this.#batches.ended(batch.traceId, dropped);
  }

  /** A function wrote a line. */
  logged(text: string): void {
    this.#batches.logged(text);
  }

  /** An event was put on a bus. The same entry may be published twice and is one piece of news. */
  published(event: BusEvent): void {
    const news = readNews(event, this.#now());
    if (!news || this.#leads.some(({ id }) => id === news.id)) return;
    this.#leads.push(news);
    if (this.#leads.length > keptRows) this.#leads.shift();
    for (const listener of this.#listeners) listener.lead(news);
    const { visitorId } = news.facts;
    if (typeof visitorId !== 'string') return;
    const about = { visitorId, leadId: news.leadId };
    if (news.type === visitorLinked.detailType) this.#add({ kind: 'linked', ...this.#place(), ...about });
    if (news.type === visitorUnlinked.detailType) this.#add({ kind: 'unlinked', ...this.#place(), ...about });
  }

  /** Newest first. */
  list({ visitorId, limit = keptRows }: { visitorId?: string | undefined; limit?: number } = {}): VisitRow[] {
    const rows = this.#rows.map(rowOf).reverse();
    return (visitorId === undefined ? rows : rows.filter((row) => row.visitorId === visitorId)).slice(0, limit);
  }

  /** What became of leads, newest first. */
  leads(limit = keptRows): LeadNews[] {
    return this.#leads.toReversed().slice(0, limit);
  }

  /** The answer ends it. */
  listen(listener: VisitListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #place(): { id: number; at: string } {
    this.#lastId += 1;
    return { id: this.#lastId, at: new Date(this.#now()).toISOString() };
  }

  #add(added: Tracked | LinkRow): void {
    this.#rows.push(added);
    if (this.#rows.length > keptRows) {
      const oldest = this.#rows.shift();
      if (oldest && 'row' in oldest && oldest.messageId !== undefined) this.#underWay.delete(oldest.messageId);
    }
    this.#tell(rowOf(added));
  }

  #change(tracked: Tracked, changes: Partial<BeaconRow>): void {
    tracked.row = { ...tracked.row, ...changes };
    this.#tell(tracked.row);
  }

  #tell(row: VisitRow): void {
    for (const listener of this.#listeners) listener.visit(row);
  }
}

const rowOf = (one: Tracked | LinkRow): VisitRow => ('row' in one ? one.row : one);

/** A batch is dropped for several reasons at times; these cannot be those of this beacon. */
function fits({ consent }: Tracked, reason: string): boolean {
  if (reason === 'tooLarge') return true;
  if (consent === 'given') return reason !== 'noConsent';
  return reason === (consent === 'missing' ? 'noConsent' : 'malformed');
}
