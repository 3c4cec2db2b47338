import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localSeconds, offsetAt, reachesLocal } from '../../../shared/platform/zones.ts';

const seconds = (time: string): number => Date.parse(time) / 1_000;
const hours = 3_600;

describe('the clocks of a zone', () => {
  it.each([
    ['Asia/Ho_Chi_Minh', '2026-11-22T00:00:00Z', 7],
    ['Europe/Berlin', '2026-10-25T00:59:59Z', 2],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', 1],
    ['America/Havana', '2026-11-01T04:59:59Z', -4],
    ['America/Havana', '2026-11-01T05:00:00Z', -5],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 11],
    ['Asia/Kathmandu', '2026-11-22T00:00:00Z', 5.75],
  ])('%s at %s are %d hours ahead', (zone, at, ahead) => {
    expect(offsetAt(zone, seconds(at))).toBe(ahead * hours);
  });

  it('that have stood still for long are where Node says, at any moment', () => {
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'medium' });
    fc.assert(
      fc.property(fc.integer({ min: seconds('1970-01-01T00:00:00Z'), max: seconds('2100-01-01T00:00:00Z') }), (at) => {
        const shown = Date.parse(`${clock.format(at * 1_000).replace(' ', 'T')}Z`) / 1_000;
        expect(offsetAt('Asia/Ho_Chi_Minh', at)).toBe(shown - at);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['an ordinary midnight', 'Asia/Ho_Chi_Minh', '2026-11-22T00:00:00Z', '2026-11-21T17:00:00Z'],
    ['the midnight before the clocks go back', 'Europe/Berlin', '2026-10-25T00:00:00Z', '2026-10-24T22:00:00Z'],
    ['the midnight after', 'Europe/Berlin', '2026-10-26T00:00:00Z', '2026-10-25T23:00:00Z'],
    ['an hour that comes twice', 'Europe/Berlin', '2026-10-25T02:30:00Z', '2026-10-25T01:30:00Z'],
    ['an hour that is left out', 'Europe/Berlin', '2026-03-29T02:30:00Z', '2026-03-29T01:00:00Z'],
    ['the end of the hour that is left out', 'Europe/Berlin', '2026-03-29T03:00:00Z', '2026-03-29T01:00:00Z'],
    ['a midnight that is left out', 'America/Havana', '2026-03-08T00:00:00Z', '2026-03-08T05:00:00Z'],
    ['a midnight that comes once, after an hour that came twice', 'America/Havana', '2026-11-01T00:00:00Z', '2026-11-01T04:00:00Z'],
  ])('show %s from the right moment on', (_what, zone, local, at) => {
    expect(new Date(reachesLocal(zone, seconds(local)) * 1_000).toISOString()).toBe(new Date(at).toISOString());
  });

  it('show a time for good exactly from the moment that is told', () => {
    const zone = fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/Havana', 'Australia/Lord_Howe');
    const local = fc.integer({ min: seconds('2026-01-01T00:00:00Z'), max: seconds('2027-12-31T00:00:00Z') });
    fc.assert(
      fc.property(zone, local, fc.nat(48 * hours), (timeZone, wanted, later) => {
        const at = reachesLocal(timeZone, wanted);

        expect(localSeconds(timeZone, at - 1)).toBeLessThan(wanted);
        expect(localSeconds(timeZone, at + later)).toBeGreaterThanOrEqual(wanted);
      }),
      { numRuns: 500 },
    );
  });
});
