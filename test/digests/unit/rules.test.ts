import { describe, expect, it } from '@jest/globals';
import { WorkingHours } from '../../../shared/company/hours-config.ts';
import { changeOf, mostChanged, reasonOf, type Series } from '../../../shared/digests/rules-changed.ts';
import { digestOf, nextDigestAt } from '../../../shared/digests/rules-due.ts';

const calendar = { timeZone: 'Asia/Ho_Chi_Minh', workingHours: WorkingHours.parse({ publicHolidays: 'vn' }) };
const moment = (local: string) => new Date(`${local}:00+07:00`);
const iso = (local: string) => moment(local).toISOString();

describe('when a digest is due', () => {
  it.each([
    ['week', '2027-03-10 10:00', '2027-03-15 08:00'],
    // Exactly at the first working moment the next one is a week away.
    ['week', '2027-03-15 08:00', '2027-03-22 08:00'],
    ['week', '2027-03-15 07:59', '2027-03-15 08:00'],
    ['month', '2027-03-10 10:00', '2027-04-01 08:00'],
    // The first of May is a holiday, and a Sunday is behind it.
    ['month', '2027-04-10 10:00', '2027-05-03 08:00'],
    // Tết goes on until Wednesday.
    ['week', '2027-02-02 10:00', '2027-02-11 08:00'],
  ] as const)('the first working moment of a %s after %s is %s', (of, after, next) => {
    expect(nextDigestAt(of, calendar, moment(after.replace(' ', 'T'))).toISOString()).toBe(iso(next.replace(' ', 'T')));
  });

  it.each([
    ['week', '2027-03-17T10:00', { from: '2027-03-08', to: '2027-03-15' }],
    ['week', '2027-03-15T00:00', { from: '2027-03-08', to: '2027-03-15' }],
    ['week', '2027-03-14T23:59', { from: '2027-03-01', to: '2027-03-08' }],
    ['month', '2027-01-31T23:59', { from: '2026-12-01', to: '2027-01-01' }],
    ['month', '2027-03-01T00:00', { from: '2027-02-01', to: '2027-03-01' }],
  ] as const)('in the %s of %s it is about the one before', (of, at, about) => {
    expect(digestOf(of, calendar, moment(at))?.about).toEqual(about);
  });
});

const count = (now: number | null, before: (number | null)[], name = 'leads'): Series => ({ name, unit: 'count', now, before });

describe('what changed', () => {
  it('is measured by the spread of the eight periods before', () => {
    const change = changeOf(count(40, [18, 22, 20, 20, 16, 24, 20, 20]));

    // The deviation of these is 2.4; a count of 20 spreads by the root of 20 at least.
    expect(change).toMatchObject({ now: 40, usual: 20 });
    expect(change?.measure).toBeCloseTo(20 / Math.sqrt(20), 10);
  });

  it('takes what spread widely before as less of a change', () => {
    expect(changeOf(count(40, [2, 38, 20, 20, 1, 39, 20, 20]))?.measure).toBeCloseTo(20 / 13.99, 2);
  });

  it.each([
    ['a count that stays below ten', count(9, [2, 3, 2, 3, 2, 3, 2, 3])],
    ['a number of which three periods are known', count(40, [null, null, null, null, null, 20, 20, 20])],
    ['a share that there is none of now', { name: 'winRate', unit: 'share' as const, now: null, before: [0.1, 0.2, 0.1, 0.2] }],
    ['money that comes now and then', { name: 'net:VND', unit: 'money' as const, now: 9e6, before: [0, 0, 5e6, 0, 0, 0, 0, 0] }],
  ])('says nothing of %s', (_, series) => {
    expect(changeOf(series)).toBeNull();
  });

  it('lists those that changed more than they do anyway, the most first, down as well as up', () => {
    const steady = [20, 20, 20, 20, 20, 20, 20, 20];
    const found = mostChanged([count(22, steady, 'a'), count(32, steady, 'b'), count(2, steady, 'c'), count(28, steady, 'd')], 2);

    expect(found.map(({ name }) => name)).toEqual(['c', 'b']);
  });
});

describe('why', () => {
  const change = { now: 40, usual: 20 };

  it('is the part that explains most of the change', () => {
    const reason = reasonOf(change, [
      { by: 'source', key: 'form:contact', now: 12, usual: 12 },
      { by: 'source', key: 'form:tet', now: 25, usual: 5 },
      { by: 'product', key: 'pos', now: 22, usual: 10 },
    ]);

    expect(reason).toMatchObject({ by: 'source', key: 'form:tet', share: 1 });
  });

  it.each([
    ['explains less than half', [{ by: 'source', key: 'a', now: 14, usual: 5 }]],
    ['is nearly everything anyway', [{ by: 'channel', key: 'form', now: 38, usual: 19 }]],
    ['went the other way', [{ by: 'source', key: 'a', now: 1, usual: 15 }]],
  ])('is not what %s', (_, parts) => {
    expect(reasonOf(change, parts)).toBeNull();
  });

  it('of a fall is what fell', () => {
    expect(reasonOf({ now: 10, usual: 30 }, [{ by: 'pool', key: 'south', now: 1, usual: 16 }])).toMatchObject({
      key: 'south',
      share: 0.75,
    });
  });
});
