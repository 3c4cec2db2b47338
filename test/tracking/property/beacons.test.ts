import { describe, expect, it } from '@jest/globals';
import type { EventType } from '../../../api/tracking/posted-beacon.ts';
import { VisitorId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { readEvents, readSessions, readSignals } from '../../../shared/tracking/index.ts';
import { type TrackedMessage, trackVisits } from '../../../shared/tracking/track-visits.ts';
import { type Random, random } from '../../identity/property/seeded.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { report, seed, size } from '../../support/proof.ts';
import { unheardQueue } from '../../support/queues.ts';
import { type EventBody, startMs, watch } from '../../support/tracking.ts';

/** Full: 100,000 beacons of ten events. */
const beaconCount = size(400, 100_000);
const duplicateShare = 0.1;
const workers = 3;
/** Small batches meet the same sessions more often. */
const maxBatch = size(24, 300);

const eventMix: readonly [EventType, ...EventType[]] = [
  'page_view',
  'page_view',
  'page_view',
  'page_leave',
  'page_leave',
  'click',
  'click',
  'form_start',
  'form_submit',
  'add_to_cart',
  'checkout_start',
  'purchase',
  'download',
  'custom',
];
const topics: readonly [string, ...string[]] = ['san-pham', 'bai-viet', 'bang-gia', 'gio-hang', 'lien-he'];

interface Made {
  readonly visitorId: string;
  readonly sessionId: string;
  readonly sessionStartedAt: string;
  /** Truth: when things really happened. */
  readonly events: readonly EventBody[];
  readonly messages: readonly Omit<TrackedMessage, 'messageId'>[];
}

/** The model: what really happened in one session, counted in the plainest way. */
interface Truth {
  readonly counts: Map<EventType, number>;
  readonly topics: Map<string, number>;
  /** Seconds of each thing done, by type and what it was about. */
  readonly signals: Map<string, Set<number>>;
  visibleMs: number;
  firstAt: string;
  lastAt: string;
  cart: { state: string; at: string } | null;
  readonly ids: Set<string>;
}

const iso = (ms: number) => new Date(ms).toISOString();

/** Visits of more events have to trust the numbers of their beacons. */
const beaconsInWindows = 3;

/**
 * One session: beacons of ten events each, on a device whose clock may be hours off. In some sessions two windows leave beacons at once:
 * with one number, and with the events that both still had waiting.
 */
function makeSession(number: number, mostBeacons: number, { below, pick }: Random): Made[] {
  const visitorId = `visitor-${Math.floor(number / 2)}`;
  const sessionId = `s${number.toString(36)}`;
  const wrongMs = below(20) === 0 ? (below(2) === 0 ? -1 : 1) * (3_600_000 + below(86_400_000)) : 0;
  const beganMs = startMs + number * 1_800_000 + below(600_000);
  const isInWindows = below(6) === 0;
  const beacons = isInWindows ? beaconsInWindows : mostBeacons;
  let before: readonly EventBody[] = [];
  return Array.from({ length: beacons }, (_, order): Made => {
    const isOfOtherWindow = isInWindows && order % 2 === 1;
    const seq = isOfOtherWindow ? order - 1 : order;
    const sentMs = beganMs + (order + 1) * 20_000;
    const waiting = isOfOtherWindow ? before.slice(0, below(4)) : [];
    const own = Array.from({ length: 10 }, (_, index): EventBody => {
      const type = pick(eventMix);
      const path = `${pick(topics)}/${below(50)}`;
      return {
        id: `${sessionId}-${order}-${index}-${below(36 ** 4).toString(36)}`,
        type,
        at: iso(sentMs - 19_000 + index * 1_900),
        url: `https://www.example.vn/${path}${order === 0 && index === 0 ? '?utm_source=zalo&utm_campaign=tet-2027' : ''}`,
        ...(type === 'page_view' ? { title: `Máy lọc nước gia đình số ${below(50)}`, ref: 'https://www.example.vn/' } : {}),
        ...(type === 'page_leave' ? { durationMs: below(60_000) } : {}),
        ...(type === 'click' ? { props: { target: `nut-${below(9)}` } } : {}),
      };
    });
    before = own;
    const events = [...waiting, ...own];
    const body = JSON.stringify({
      visitorId,
      sessionId,
      sessionStartedAt: iso(beganMs + wrongMs),
      seq,
      sentAt: iso(sentMs + wrongMs),
      consent: true,
      events: events.map((event) => ({ ...event, at: iso(Date.parse(event.at) + wrongMs) })),
    });
    const first = { body, receivedAt: new Date(sentMs) };
    // A repeat by the browser comes later; for a wrong clock the queue's own repeat, because the time of receipt is its only measure.
    const again =
      below(1_000) < duplicateShare * 1_000 ? [{ body, receivedAt: new Date(sentMs + (wrongMs === 0 ? below(9_000) : 0)) }] : [];
    return { visitorId, sessionId, sessionStartedAt: iso(beganMs + wrongMs), events, messages: [first, ...again] };
  });
}

function truthOf(made: readonly Made[]): Map<string, Truth> {
  const bySession = new Map<string, Truth>();
  for (const { visitorId, sessionId, events } of made) {
    const name = `${visitorId} ${sessionId}`;
    const truth: Truth = bySession.get(name) ?? {
      counts: new Map(),
      topics: new Map(),
      signals: new Map(),
      visibleMs: 0,
      firstAt: '9',
      lastAt: '',
      cart: null,
      ids: new Set(),
    };
    bySession.set(name, truth);
    for (const { id, type, at, url, durationMs } of events) {
      if (truth.ids.has(id)) continue;
      truth.ids.add(id);
      truth.counts.set(type, (truth.counts.get(type) ?? 0) + 1);
      if (type === 'page_leave') truth.visibleMs += Number(durationMs);
      if (type === 'page_view') {
        const topic = url.split('/')[3] ?? '';
        truth.topics.set(topic, (truth.topics.get(topic) ?? 0) + 1);
      }
      const signal = type === 'page_leave' ? (Number(durationMs) >= 30_000 ? 'page_read' : undefined) : type;
      if (signal !== undefined) {
        const name = `${signal} ${/^page/.test(signal) ? (url.split('/')[3] ?? '') : ''}`;
        truth.signals.set(name, (truth.signals.get(name) ?? new Set()).add(Math.floor(Date.parse(at) / 1_000)));
      }
      if (at < truth.firstAt) truth.firstAt = at;
      if (at > truth.lastAt) truth.lastAt = at;
      const state = { add_to_cart: 'open', checkout_start: 'checkout', purchase: 'purchased' }[type as string];
      if (state && (!truth.cart || at > truth.cart.at)) truth.cart = { state, at };
    }
  }
  return bySession;
}

function shuffle<Item>(items: Item[], { below }: Random): Item[] {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    const [one, two] = [items[last], items[other]];
    if (one !== undefined && two !== undefined) [items[last], items[other]] = [two, one];
  }
  return items;
}

describe('beacons', () => {
  it('add up to what happened, shuffled, repeated and with the consumer killed again and again', async () => {
    const dice = random(seed);
    const made: Made[] = [];
    for (let number = 0; made.length < beaconCount; number += 1) made.push(...makeSession(number, 3 + dice.below(12), dice));
    made.length = beaconCount;
    const queue = shuffle(
      made.flatMap(({ messages }) => messages).map((message, index): TrackedMessage => ({ ...message, messageId: `m${index}` })),
      dice,
    );
    const posted = queue.length;
    const table = memoryTable();
    const sizes = new Map<string, number>();
    const processes = Array.from({ length: workers }, () => watch(table, sizes));
    let kills = 0;
    let deliveries = 0;

    await Promise.all(
      processes.map(async (process) => {
        while (queue.length > 0) {
          const batch = queue.splice(0, 1 + dice.below(maxBatch));
          deliveries += batch.length;
          process.killAfter(dice.below(10) < 3 ? dice.below(batch.length) : Number.POSITIVE_INFINITY);
          const failed = new Set(await trackVisits(batch, { table: process, score: unheardQueue, log: silentLog }));
          const isKilled = process.isKilled();
          if (isKilled) kills += 1;
          // A dead process says nothing: the whole batch comes back, between other messages.
          for (const message of batch) {
            if (isKilled || failed.has(message.messageId)) queue.splice(dice.below(queue.length + 1), 0, message);
          }
        }
      }),
    );

    const truth = truthOf(made);
    const now = new Date(startMs + 86_400_000);
    const visitors = [...new Set(made.map(({ visitorId }) => visitorId))];
    let sessionCount = 0;
    for (const [index, visitor] of visitors.entries()) {
      const visitorId = VisitorId.parse(visitor);
      const sessions = await readSessions(table, visitorId, { now });
      sessionCount += sessions.length;
      for (const { sessionId, totals } of sessions) {
        const expected = truth.get(`${visitor} ${sessionId}`);
        const of = (type: EventType) => expected?.counts.get(type) ?? 0;
        expect(totals).toMatchObject({
          events: expected?.ids.size,
          firstAt: expected?.firstAt,
          lastAt: expected?.lastAt,
          visibleMs: expected?.visibleMs,
          cart: expected?.cart,
          topics: Object.fromEntries(expected?.topics ?? []),
          pageViews: of('page_view'),
          clicks: of('click'),
          downloads: of('download'),
          formsStarted: of('form_start'),
          formsSubmitted: of('form_submit'),
          purchases: of('purchase'),
          customEvents: of('custom'),
        });
      }
      for (const { sessionId, totals } of sessions) {
        const told = Map.groupBy(readSignals(totals.signals), ({ type, about }) => `${type} ${about}`);
        const signals = truth.get(`${visitor} ${sessionId}`)?.signals ?? new Map<string, Set<number>>();
        // The first six times of each; none of these sites has more than twenty things to do.
        const expected = [...signals].map(([name, times]) => [name, [...times].sort((one, other) => one - other).slice(0, 6)]);
        expect(new Map([...told].map(([name, same]) => [name, same.map(({ at }) => at)]))).toEqual(new Map(expected as []));
      }
      if (index >= 500) continue;
      const read = await readEvents(table, visitorId, { limit: 100_000, now });
      const own = sessions.flatMap(({ sessionId }) => [...(truth.get(`${visitor} ${sessionId}`)?.ids ?? [])]);
      expect(read.map(({ id }) => id).sort()).toEqual(own.sort());
    }
    expect(sessionCount).toBe(truth.size);

    const units = processes.reduce((sum, process) => sum + process.writeUnits(), 0);
    const byKey = new Map<string, number>();
    for (const process of processes) {
      for (const [key, cost] of process.writeUnitsByKey()) byKey.set(key, (byKey.get(key) ?? 0) + cost);
    }
    const hottest = Math.max(...byKey.values());
    const perEvent = units / (beaconCount * 10);
    report('beacons', {
      beacons: beaconCount,
      posted,
      deliveries,
      kills,
      sessions: sessionCount,
      'write units per event': perEvent.toFixed(3),
      'write units of the hottest key in all': hottest,
    });
    expect(kills).toBeGreaterThan(0);
    // Small batches share a session's write among fewer beacons.
    expect(perEvent).toBeLessThanOrEqual(size(0.4, 0.3));
    // A key is a visitor: nobody shares one, so it is as hot as one person is quick (a beacon in twenty seconds here).
    expect([...byKey.keys()].every((key) => key.startsWith('VISITOR#visitor-'))).toBe(true);
    expect(hottest).toBeLessThan(500);
  });
});
