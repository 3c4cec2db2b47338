import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventTypes, maxSeq } from '../../../api/tracking/posted-beacon.ts';
import { parseBeacon } from '../../../shared/tracking/beacon.ts';
import type { VisitEvent } from '../../../shared/tracking/event.ts';
import { hasSeq, nothingSeen, type Seen, withSeq } from '../../../shared/tracking/seen.ts';
import { mergeTotals, totalsOf } from '../../../shared/tracking/session.ts';
import { anyCharacter } from '../../support/characters.ts';
import { runs, seed } from '../../support/seeded.ts';
import { beaconBody, event, startMs, time } from '../../support/tracking.ts';

const options = { seed, numRuns: runs(40, 5_000) };

/** Few values, so that times tie and topics meet. */
const anyEvent: fc.Arbitrary<VisitEvent> = fc.record(
  {
    id: fc.uuid(),
    type: fc.constantFrom(...eventTypes),
    at: fc.integer({ min: 0, max: 6 }).map(time),
    url: fc
      .tuple(
        fc.constantFrom('a', 'b', 'vi/c', ...'defghijklmnopqrstuv'),
        fc.constantFrom('', '?utm_source=zalo', '?utm_source=fb&utm_term=x'),
      )
      .map(([path, query]) => `https://shop.example.vn/${path}${query}`),
    ref: fc.constantFrom('https://shop.example.vn/a', 'https://google.com/', 'https://zalo.me/x'),
    durationMs: fc.nat(90_000),
    props: fc.constantFrom({ topic: 'Máy lọc nước' }, { price: 3 }),
  },
  { requiredKeys: ['id', 'type', 'at', 'url'] },
);

describe('totals', () => {
  it('do not depend on the order of events, nor on how they come together', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), fc.array(fc.nat()), fc.nat(), (events, places, cut) => {
        const shuffled = events
          .map((one, index) => ({ one, place: places[index % Math.max(1, places.length)] ?? 0 }))
          .sort((left, right) => left.place - right.place)
          .map(({ one }) => one);
        const at = cut % (events.length + 1);

        const parts = mergeTotals(totalsOf(shuffled.slice(at)), totalsOf(shuffled.slice(0, at)));

        expect(parts).toEqual(totalsOf(events));
      }),
      options,
    );
  });
});

describe('what a session has seen', () => {
  it('is every number given to it and no other, the same bytes in any order', () => {
    const numbers = fc.array(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: maxSeq })), { maxLength: 80 });
    fc.assert(
      fc.property(numbers, (given) => {
        const seenOf = (order: readonly number[]): Seen => order.reduce((seen, number) => withSeq(seen, number), nothingSeen);

        const seen = seenOf(given);

        for (let number = 0; number <= 64; number += 1) expect(hasSeq(seen, number)).toBe(given.includes(number));
        for (const number of given) expect(hasSeq(seen, number)).toBe(true);
        expect(seenOf([...given].sort((one, other) => other - one))).toEqual(seen);
      }),
      options,
    );
  });

  it('of a whole long visit is a few bytes', () => {
    let seen = nothingSeen;
    for (let number = 0; number < 1_000; number += 1) seen = withSeq(seen, number);

    expect([seen.full, seen.bits.length]).toEqual([125, 0]);
  });
});

describe('whatever is posted', () => {
  const receivedAt = new Date(startMs + 60_000);
  const good = () => beaconBody(60, [event('a', 10), event('b', 11, { title: 'x', props: { topic: 'y' }, durationMs: 5 })], { seq: 1 });

  it('is read or refused, never thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: anyCharacter, maxLength: 300 }), fc.constant('['.repeat(30_000))), (body) => {
        expect(parseBeacon(body, receivedAt)).toHaveProperty('refusal');
      }),
      options,
    );
  });

  it('with one part turned into anything else is read or refused, and what is read is bounded', () => {
    const names = ['visitorId', 'sessionId', 'sessionStartedAt', 'sentAt', 'ua', 'seq', 'webdriver', 'locale', 'events'];
    const eventNames = ['id', 'type', 'at', 'url', 'title', 'ref', 'durationMs', 'props'];
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: anyCharacter }),
      fc.constantFrom(-0, 1e308, '+275760-09-13T00:00:00Z', '0000-01-01T00:00:00Z', '__proto__'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...eventNames), odd, fc.boolean(), (name, eventName, value, isInside) => {
        const body = good();
        if (isInside) body.events = [{ ...event('a', 10), [eventName]: value }];
        else body[name] = value;

        const parsed = parseBeacon(JSON.stringify(body), receivedAt);

        if ('refusal' in parsed) return;
        for (const { at, url, title = '', props = {} } of parsed.beacon.events) {
          expect(new Date(at).toISOString()).toBe(at);
          expect(Math.abs(Date.parse(at) - receivedAt.getTime())).toBeLessThanOrEqual(86_400_000 + 120_000);
          expect(url.length).toBeLessThan(1_200);
          expect(title.length).toBeLessThanOrEqual(200);
          expect(Object.keys(props).length).toBeLessThanOrEqual(10);
        }
        expect(() => totalsOf(parsed.beacon.events)).not.toThrow();
      }),
      options,
    );
  });
});
