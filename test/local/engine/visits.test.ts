import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { BusEvent, StreamRecord } from 'local-cloud/parts';
import { type BeaconRow, keptRows, readBeacon, Visits } from '../../../local/visits/index.ts';

const now = Date.parse('2026-11-22T03:00:00.000Z');
const canary = 'canary-of-a-visitor';
const traceId = '1-6b076473-31abce9d902a4106bf68a1ba';

const event = (id: string, more: object = {}) => ({
  id,
  type: 'page_view',
  at: '2026-11-22T02:59:00.000Z',
  url: `https://shop.vn/bang-gia.html?utm_source=zalo&email=${canary}`,
  title: 'Bảng giá',
  ...more,
});
const beacon = (id: string, more: object = {}) =>
  JSON.stringify({ visitorId: 'visitor-1', sessionId: 'visit-1', consent: true, events: [event(id)], ...more });

/** What the table tells when a pack of these events is written, or goes. */
const packRecord = (visitorId: string, events: readonly object[], eventName: StreamRecord['eventName'] = 'INSERT'): StreamRecord => {
  const Keys = { pk: { S: `VISITOR#${visitorId}` }, sk: { S: `EVENTS#2026-11-22T02:59:00.000Z#${visitorId}` } };
  const image = { ...Keys, events: { B: deflateRawSync(JSON.stringify(events)).toString('base64') } };
  return {
    eventID: 'a',
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'ap-southeast-1',
    dynamodb: {
      ApproximateCreationDateTime: now / 1000,
      Keys,
      ...(eventName === 'REMOVE' ? { OldImage: image } : { NewImage: image }),
      SequenceNumber: '1',
      SizeBytes: 1,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: 'arn',
  };
};
const logLine = (counts: object, trace = traceId) =>
  JSON.stringify({
    ...{ level: 'INFO', message: 'beacons taken', sampling_rate: 0, xray_trace_id: trace },
    ...{ beacons: 9, events: 0, droppedEvents: 0, packs: 0, sessions: 0, failed: 0 },
    ...counts,
  });
const busEvent = (type: string, detail: BusEvent['detail']): BusEvent => ({
  version: '0',
  id: 'a',
  'detail-type': type,
  source: 'pheu',
  account: '000000000000',
  time: '2026-11-22T03:00:00Z',
  region: 'ap-southeast-1',
  resources: [],
  detail,
});
const leadEvent = (id: string, type: string, data: object): BusEvent => busEvent(type, { id, leadId: 'lead-1', data });

const record = (...bodies: readonly string[]) => {
  const visits = new Visits(() => now);
  for (const [index, body] of bodies.entries()) visits.arrived(readBeacon(body), `message-${index}`);
  return visits;
};
const beaconsOf = (visits: Visits): BeaconRow[] => visits.list().flatMap((row) => (row.kind === 'beacon' ? [row] : []));
const fates = (visits: Visits) => beaconsOf(visits).map(({ fate, why }) => [fate, ...why]);

describe('What the home page records of a beacon', () => {
  it('shows it waiting as it arrives, and taken with what the table has of it', () => {
    const visits = record(beacon('a', { events: [event('a'), event('b', { at: 'never' })] }));
    const arrived = visits.list()[0];

    visits.wrote(packRecord('visitor-1', [event('a', { title: 'Bảng giá, gọn' })]));
    visits.workedOff({ done: ['message-0'], failed: [], traceId });

    expect(arrived).toMatchObject({ fate: 'waiting', visitorId: 'visitor-1', sessionId: 'visit-1', at: new Date(now).toISOString() });
    expect(visits.list()).toEqual([
      expect.objectContaining({ fate: 'taken', lostEvents: 1, events: [expect.objectContaining({ id: 'a', title: 'Bảng giá, gọn' })] }),
    ]);
  });

  it.each([
    ['says no', JSON.stringify({ visitorId: canary, consent: false, events: [event(canary)] })],
    ['says nothing', JSON.stringify({ visitorId: canary, events: [event(canary)] })],
    ['says yes in other words', JSON.stringify({ visitorId: canary, consent: 'true', events: [event(canary)] })],
    ['is no JSON', `${canary}{`],
    ['is no object', JSON.stringify(canary)],
  ])('keeps nothing but the time of one that %s', (_, body) => {
    const visits = record(body);

    visits.workedOff({ done: ['message-0'], failed: [], traceId });
    visits.logged(logLine({ noConsent: 1, malformed: 1 }));

    expect(Object.keys(readBeacon(body))).toEqual(['consent']);
    expect(visits.list()).toEqual([
      {
        kind: 'beacon',
        id: 1,
        at: new Date(now).toISOString(),
        fate: 'dropped',
        why: [expect.any(String)],
        hasConsent: false,
        events: [],
        lostEvents: 0,
      },
    ]);
  });

  it('keeps of an address the path and the campaign', () => {
    const [row] = beaconsOf(record(beacon('a')));

    expect(row?.events[0]?.page).toBe('/bang-gia.html?utm_source=zalo');
    expect(JSON.stringify(row)).not.toContain(canary);
  });

  it('gives each dropped one the reasons that can be its own, whichever of log and answer comes first', () => {
    const visits = record(beacon('a'), beacon('b'), '{"consent":false}', 'nonsense');
    const later = record(beacon('a'), '{"consent":false}');

    visits.logged(logLine({ bot: 1, noConsent: 1, malformed: 2, wrongTime: 0, events: 3, droppedEvents: 2 }));
    visits.workedOff({ done: ['message-0', 'message-1', 'message-2', 'message-3'], failed: [], traceId });
    later.workedOff({ done: ['message-0', 'message-1'], failed: [], traceId });
    later.logged('another line, "message":"beacons taken" but no JSON');
    later.logged(logLine({ duplicates: 5 }, 'trace of another batch'));
    const before = fates(later);
    later.logged(logLine({ duplicates: 1, noConsent: 1 }));

    expect(fates(visits)).toEqual([
      ['dropped', 'malformed'],
      ['dropped', 'noConsent'],
      ['dropped', 'bot', 'malformed'],
      ['dropped', 'bot', 'malformed'],
    ]);
    expect(before).toEqual([['dropped'], ['dropped']]);
    expect(fates(later)).toEqual([
      ['dropped', 'noConsent'],
      ['dropped', 'duplicates'],
    ]);
  });

  it('says when one comes again, and takes it then', () => {
    const visits = record(beacon('a'));

    visits.workedOff({ done: [], failed: ['message-0'], traceId: undefined });
    const failed = fates(visits);
    visits.wrote(packRecord('visitor-1', [event('a')]));

    expect(failed).toEqual([['retrying']]);
    expect(fates(visits)).toEqual([['taken']]);
  });

  it('says that the queue refused one', () => {
    const visits = new Visits(() => now);

    visits.arrived(readBeacon(beacon('a')), undefined);

    expect(fates(visits)).toEqual([['dropped', 'notQueued']]);
  });

  it('marks one of two equal beacons as taken, and nobody for a pack of another visitor', () => {
    const visits = record(beacon('a'), beacon('a'));

    visits.wrote(packRecord('visitor-2', [event('a')]));
    const before = fates(visits);
    visits.wrote(packRecord('visitor-1', [event('a')]));

    expect(before).toEqual([['waiting'], ['waiting']]);
    expect(fates(visits)).toEqual([['waiting'], ['taken']]);
  });

  it('forgets who it was and what they did when the details go from the table', () => {
    const visits = record(beacon('a'));
    visits.wrote(packRecord('visitor-1', [event('a')]));

    visits.wrote(packRecord('visitor-1', [], 'REMOVE'));

    expect(visits.list()).toEqual([expect.objectContaining({ fate: 'deleted', events: [] })]);
    expect(JSON.stringify(visits.list())).not.toContain('visitor-1');
  });
});

describe('What the home page records of leads', () => {
  it('shows an event of any type with its ids, once, and the visitor that became a lead', () => {
    const visits = new Visits(() => now);
    const linked = leadEvent('entry-1', 'visitor.linked', { visitorId: 'visitor-1', segment: 1 });

    visits.published(linked);
    visits.published(linked);
    visits.published(leadEvent('entry-2', 'lead.of_tomorrow', { from: { stage: 'lead' }, fields: ['email', 'phone'], none: null }));
    visits.published(busEvent('Scheduled Event', {}));

    expect(visits.leads().map(({ type, facts }) => [type, facts])).toEqual([
      ['lead.of_tomorrow', { 'from.stage': 'lead', fields: 'email, phone' }],
      ['visitor.linked', { visitorId: 'visitor-1', segment: 1 }],
    ]);
    expect(visits.list()).toEqual([expect.objectContaining({ kind: 'linked', visitorId: 'visitor-1', leadId: 'lead-1' })]);
  });
});

describe('What the home page keeps', () => {
  it('is the last rows and no more, newest first, of all visitors or of one', () => {
    const visits = new Visits(() => now);
    for (let index = 0; index < keptRows * 3; index += 1) {
      visits.arrived(readBeacon(beacon(`event-${index}`, { visitorId: `visitor-${index % 3}` })), `message-${index}`);
      visits.published(leadEvent(`entry-${index}`, 'lead.updated', {}));
    }
    const newest = visits.list({ limit: 2 }).map(({ id }) => id);

    // What has fallen out is found by nobody any more.
    visits.workedOff({ done: ['message-0'], failed: [], traceId });

    expect(visits.list()).toHaveLength(keptRows);
    expect(visits.leads()).toHaveLength(keptRows);
    expect(newest).toEqual([keptRows * 3, keptRows * 3 - 1]);
    expect(new Set(visits.list({ visitorId: 'visitor-1' }).map(({ visitorId }) => visitorId))).toEqual(new Set(['visitor-1']));
    expect(fates(visits).every(([fate]) => fate === 'waiting')).toBe(true);
  });

  it('holds no more of one beacon than the contract allows, however large it is', () => {
    const huge = 'x'.repeat(1_000);
    const props = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`p${index}`, huge]));

    const [row] = beaconsOf(
      record(beacon('a', { events: Array.from({ length: 60 }, (_, index) => event(`${index}`, { title: huge, props })) })),
    );

    expect(row?.events).toHaveLength(50);
    expect(JSON.stringify(row).length).toBeLessThan(150_000);
  });

  it('tells listeners of each new row and each change, until they leave', () => {
    const visits = new Visits(() => now);
    const heard: string[] = [];
    const leave = visits.listen({ visit: (row) => heard.push('fate' in row ? row.fate : row.kind), lead: ({ type }) => heard.push(type) });

    visits.arrived(readBeacon(beacon('a')), 'message-0');
    visits.wrote(packRecord('visitor-1', [event('a')]));
    visits.published(leadEvent('entry-1', 'lead.created', {}));
    leave();
    visits.arrived(readBeacon(beacon('b')), 'message-1');

    expect(heard).toEqual(['waiting', 'taken', 'lead.created']);
  });
});
