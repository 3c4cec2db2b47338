import { beforeEach, describe, expect, it } from '@jest/globals';
import { companyKind } from '../../../shared/company/company-config.ts';
import { LeadId, VisitorId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { LogFields } from '../../../shared/platform/logging.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { keepSessions, readEvents, readSessions } from '../../../shared/tracking/index.ts';
import { trackVisits } from '../../../shared/tracking/track-visits.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { unheardQueue } from '../../support/queues.ts';
import { beaconBody, event, message, time, track } from '../../support/tracking.ts';

const visitorId = VisitorId.parse('visitor-1');
const now = new Date(time(600));

let table: MemoryTable;
beforeEach(() => {
  table = memoryTable();
});

describe('a visit', () => {
  const walk = [
    beaconBody(
      30,
      [
        event('a', 0, { url: 'https://shop.example.vn/?utm_source=zalo', ref: 'https://zalo.me/' }),
        event('b', 29, { type: 'page_leave', durationMs: 25_000 }),
      ],
      { seq: 0 },
    ),
    beaconBody(60, [event('c', 30), event('d', 40, { type: 'click' }), event('e', 50, { type: 'add_to_cart' })], { seq: 1 }),
    beaconBody(
      90,
      [
        event('f', 61, { url: 'https://shop.example.vn/bai-viet/chon-may', ref: 'https://shop.example.vn/san-pham' }),
        event('g', 70, { type: 'download' }),
        event('h', 80, { type: 'form_start' }),
      ],
      { seq: 2 },
    ),
  ];

  it('adds up what its beacons tell', async () => {
    await track(table, ...walk.map((body) => message(body)));

    const [session, ...others] = await readSessions(table, visitorId, { now });
    expect(others).toEqual([]);
    expect(session?.totals).toEqual({
      firstAt: time(0),
      lastAt: time(80),
      events: 8,
      pageViews: 3,
      visibleMs: 25_000,
      clicks: 1,
      downloads: 1,
      formsStarted: 1,
      formsSubmitted: 0,
      purchases: 0,
      customEvents: 0,
      topics: { 'san-pham': 1, 'bai-viet': 1 },
      signals: {
        '2:': [Date.parse(time(50)) / 1_000],
        '4:': [Date.parse(time(80)) / 1_000],
        '5:': [Date.parse(time(70)) / 1_000],
        '6:': [Date.parse(time(40)) / 1_000],
        '9:': [Date.parse(time(0)) / 1_000],
        '9:bai-viet': [Date.parse(time(61)) / 1_000],
        '9:san-pham': [Date.parse(time(30)) / 1_000],
      },
      cart: { state: 'open', at: time(50) },
      firstTouch: { at: time(0), page: 'https://shop.example.vn/', referrer: 'zalo.me', source: 'zalo' },
      lastTouch: { at: time(0), page: 'https://shop.example.vn/', referrer: 'zalo.me', source: 'zalo' },
    });
  });

  it('costs a pack per beacon and one write for all of them', async () => {
    await track(table, ...walk.map((body) => message(body)));

    expect(table.used.write).toBe(4);
  });

  it('is the same in any order, in any batches, however often beacons come', async () => {
    await track(table, ...walk.map((body) => message(body)));
    const others = memoryTable();
    const [first, second, third] = walk;

    await track(others, message(third));
    await track(others, message(first), message(third), message(first));
    await track(others, message(second), message(first));

    const [one, other] = await Promise.all([readSessions(table, visitorId, { now }), readSessions(others, visitorId, { now })]);
    expect(other.map(({ totals, seen }) => ({ totals, seen }))).toEqual(one.map(({ totals, seen }) => ({ totals, seen })));
  });

  it('counts an event once when its sender numbers nothing', async () => {
    const body = beaconBody(60, [event('a', 10), event('b', 20)]);

    await track(table, message(body), message(body));
    await track(table, message(beaconBody(61, [event('b', 20), event('c', 30)])));

    const [session] = await readSessions(table, visitorId, { now });
    expect(session?.totals.events).toBe(3);
  });

  it('takes both of two beacons to which windows closed at once gave one number, and what both sent once', async () => {
    const waiting = event('view', 10);
    const one = beaconBody(60, [waiting, event('one', 59, { type: 'page_leave', durationMs: 1_000 })], { seq: 0 });
    const other = beaconBody(60, [waiting, event('other', 59, { type: 'page_leave', durationMs: 2_000 })], { seq: 0 });

    await track(table, message(one), message(other), message(one));
    await track(table, message(other), message(one));

    const [session] = await readSessions(table, visitorId, { now });
    expect(session?.totals).toMatchObject({ events: 3, pageViews: 1, visibleMs: 3_000 });
    const events = await readEvents(table, visitorId, { limit: 10, now });
    expect(events.map(({ id }) => id).sort()).toEqual(['one', 'other', 'view']);
  });

  it('goes by the number alone in a visit that is too long to remember its events', async () => {
    const many = (seq: number, name: string) =>
      beaconBody(
        60 + seq,
        Array.from({ length: 25 }, (_, index) => event(`${name}${index}`, 10 + index)),
        { seq },
      );

    await track(table, message(many(0, 'a')), message(many(1, 'b')));
    await track(table, message(many(1, 'b')), message(many(0, 'other')), message(many(2, 'c')));

    const [session] = await readSessions(table, visitorId, { now });
    expect([session?.totals.events, session?.seen.marks.length]).toEqual([75, 0]);
  });

  it('takes what another batch wrote meanwhile into account', async () => {
    const [first, second] = walk;
    let isFirst = true;
    const raced: MemoryTable = {
      ...table,
      async put(input) {
        if (isFirst) {
          isFirst = false;
          await track(table, message(second));
        }
        await table.put(input);
      },
    };

    const failed = await track(raced, message(first), message(second));

    expect(failed).toEqual([]);
    const [session] = await readSessions(table, visitorId, { now });
    expect(session?.totals).toMatchObject({ events: 5, clicks: 1 });
  });
});

describe('a batch', () => {
  it('tells in one line what it dropped, and lets nothing come back', async () => {
    const lines: [string, LogFields | undefined][] = [];
    const log = { ...silentLog, info: (text: string, fields?: LogFields) => lines.push([text, fields]) };
    const flood = Array.from({ length: 40 }, (_, index) =>
      message(beaconBody(60, [event(`f${index}`, 10)], { visitorId: 'flood', seq: index }), 61),
    );
    const messages = [
      message(beaconBody(60, [event('a', 10), 7], { seq: 0 })),
      message(beaconBody(60, [event('a', 10)], { seq: 0 })),
      message(beaconBody(60, [event('b', 10)], { consent: false })),
      message('{'),
      message(beaconBody(60, [event('c', 10)], { ua: 'curl/8.5.0' })),
      ...flood,
    ];

    const failed = await trackVisits(messages, { table, score: unheardQueue, log });

    expect(failed).toEqual([]);
    expect(lines).toEqual([
      [
        'beacons taken',
        {
          beacons: 45,
          events: 1,
          droppedEvents: 1,
          duplicates: 1,
          packs: 1,
          sessions: 1,
          unreadable: 0,
          noConsent: 1,
          malformed: 1,
          bot: 1,
          superhuman: 40,
          failed: 0,
        },
      ],
    ]);
    expect(table.all()).toHaveLength(2);
  });

  it('brings back the messages of a visit that the table did not take, and only those', async () => {
    const broken: MemoryTable = {
      ...table,
      put: (input) => (String(input.Item?.pk).endsWith('unlucky') ? Promise.reject(new Error('throttled')) : table.put(input)),
    };
    const unlucky = message(beaconBody(60, [event('a', 10)], { visitorId: 'unlucky', seq: 0 }));

    const failed = await track(broken, message(beaconBody(60, [event('a', 10)], { seq: 0 })), unlucky);

    expect(failed).toEqual([unlucky.messageId]);
    expect(await readSessions(table, visitorId, { now })).toHaveLength(1);
    expect(await track(table, unlucky)).toEqual([]);
    expect(await readSessions(table, VisitorId.parse('unlucky'), { now })).toHaveLength(1);
  });

  it('comes back whole when nothing can be read', async () => {
    const dead: MemoryTable = { ...table, batchGet: () => Promise.reject(new Error('away')) };
    const good = message(beaconBody(60, [event('a', 10)]));

    expect(await track(dead, good, message('{'))).toEqual([good.messageId]);
  });

  it('drops beacons of a session that cannot be read, instead of trying for ever', async () => {
    table.seed({ ...keys.session(visitorId, time(0), 'session-1'), version: 1, totals: 'broken' });

    expect(await track(table, message(beaconBody(60, [event('a', 10)])))).toEqual([]);
  });
});

describe('time to live', () => {
  it('ends sessions and details after 90 days, and reading leaves out what is over', async () => {
    await track(table, message(beaconBody(60, [event('a', 10)], { seq: 0 })));

    const later = new Date(Date.parse(time(61)) + 90 * 86_400_000);
    expect(await readSessions(table, visitorId, { now: later })).toEqual([]);
    expect(await readEvents(table, visitorId, { limit: 10, now: later })).toEqual([]);
    expect(await readEvents(table, visitorId, { limit: 10, now })).toHaveLength(1);
  });

  it('is not put on sessions of a visitor who belongs to a lead', async () => {
    table.seed({ ...keys.visitorIdentity(visitorId), version: 1, identifications: [[time(0), LeadId.parse('L1'), null, null]] });

    await track(table, message(beaconBody(60, [event('a', 10)], { seq: 0 })));

    expect((await readSessions(table, visitorId, { now }))[0]?.expiresAt).toBeUndefined();
    expect(
      table
        .all()
        .filter((item) => 'events' in item)
        .every((item) => 'expiresAt' in item),
    ).toBe(true);
  });

  it('is taken off when the visitor is identified later, and stays off', async () => {
    await track(table, message(beaconBody(60, [event('a', 10)], { seq: 0 })));

    expect(await keepSessions(table, visitorId)).toBe(1);
    await track(table, message(beaconBody(70, [event('b', 65)], { seq: 1 })));

    expect((await readSessions(table, visitorId, { now }))[0]).toMatchObject({ expiresAt: undefined, totals: { events: 2 } });
  });
});

describe('reading events', () => {
  beforeEach(async () => {
    for (let number = 0; number < 40; number += 1) {
      const at = number * 100;
      // Every third waited a while before it was sent, so packs and events are in different orders.
      const sent = number % 3 === 0 ? at + 3_000 : at + 20;
      await track(
        table,
        message(beaconBody(sent, [event(`e${number}-a`, at), event(`e${number}-b`, at), event(`e${number}-c`, at + 10)], { seq: number })),
      );
    }
  });

  it('gives newest first, page by page, each once', async () => {
    const all = await readEvents(table, visitorId, { limit: 1_000, now });
    const pages = [];
    let before: { at: string; id: string } | null = null;
    for (;;) {
      const page = await readEvents(table, visitorId, { limit: 7, before, now });
      pages.push(...page);
      before = page.at(-1) ?? null;
      if (!before) break;
    }

    expect(all).toHaveLength(120);
    expect(all.map(({ at, id }) => `${at} ${id}`)).toEqual(
      all
        .map(({ at, id }) => `${at} ${id}`)
        .sort()
        .reverse(),
    );
    expect(pages).toEqual(all);
  });

  it('cuts at a span, the end left out', async () => {
    const part = await readEvents(table, visitorId, { from: time(1_000), to: time(1_110), limit: 100, now });

    expect(part.map(({ id }) => id)).toEqual(['e11-b', 'e11-a', 'e10-c', 'e10-b', 'e10-a']);
    expect(part[0]?.sessionId).toBe('session-1');
    expect(await readEvents(table, visitorId, { from: time(200_000), to: time(0), limit: 100, now })).toEqual([]);
  });
});

it('keeps visits of nobody, and the details of all, for as long as the company says', async () => {
  const ends: number[][] = [];
  for (const retention of [undefined, { visitsAfterDays: 7 }]) {
    const world = createWorld();
    world.config.change(companyKind, 'company', ({ retention: _before, ...company }) => ({
      ...company,
      ...(retention ? { retention } : {}),
    }));
    const { table } = world;
    await trackVisits([message(beaconBody(900, [event('seen', 890)]))], {
      table,
      score: unheardQueue,
      log: silentLog,
      config: world.parts.config,
    });
    ends.push(world.itemsOf('VISITOR#').flatMap(({ expiresAt }) => (typeof expiresAt === 'number' ? [expiresAt] : [])));
  }

  const [usual = [], shorter = []] = ends;
  expect(usual).toHaveLength(2);
  expect(shorter).toEqual(usual.map((seconds) => seconds - 83 * 86_400));
});
