import { describe, expect, it } from '@jest/globals';
import { callAgainTimes, countdown, localTime, momentOf, shortMoment } from '../../../web/src/console/app/moments.ts';

const zone = 'Asia/Ho_Chi_Minh';
/** A moment as the clocks in Vietnam show it. */
const vn = (text: string) => new Date(`${text}:00+07:00`);

describe('a moment in the zone of the company', () => {
  it.each([
    ['2026-11-23T01:30:00.000Z', zone, { date: '2026-11-23', time: '08:30' }],
    ['2026-11-23T17:30:00.000Z', zone, { date: '2026-11-24', time: '00:30' }],
    ['2026-07-01T12:00:00.000Z', 'Europe/Berlin', { date: '2026-07-01', time: '14:00' }],
  ])('%s in %s is read and written alike', (at, timeZone, shown) => {
    expect(localTime(new Date(at), timeZone)).toEqual(shown);
    expect(momentOf(shown, timeZone).toISOString()).toBe(at);
  });

  it('is found also on the days on which clocks are changed', () => {
    expect(momentOf({ date: '2026-03-29', time: '03:00' }, 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:00:00.000Z');
    expect(momentOf({ date: '2026-10-25', time: '04:00' }, 'Europe/Berlin').toISOString()).toBe('2026-10-25T03:00:00.000Z');
  });

  it.each([
    ['2026-11-23T15:00', '15:00'],
    ['2026-11-24T09:00', 'mai 09:00'],
    ['2026-11-26T09:00', 'thứ 5 09:00'],
    ['2026-12-05T09:00', '05/12 09:00'],
    ['2026-11-20T09:00', '20/11 09:00'],
  ])('%s is written %s on the 23rd', (at, text) => {
    const around = { now: vn('2026-11-23T10:00'), timeZone: zone, language: 'vi', tomorrow: 'mai' };
    expect(shortMoment(vn(at), around)).toBe(text);
  });

  it.each([
    [192_000, '03:12'],
    [1_000, '00:01'],
    [3_909_000, '1:05:09'],
    [0, null],
    [-60_000, null],
  ])('that is %i ms ahead is counted down as %s', (aheadMs, text) => {
    const now = vn('2026-11-23T10:00');
    expect(countdown(new Date(now.getTime() + aheadMs), now)).toBe(text);
  });
});

describe('times to call again', () => {
  const day = (date: string) =>
    [
      [`${date}T08:00`, `${date}T12:00`],
      [`${date}T13:30`, `${date}T17:30`],
    ].map(([from = '', to = '']) => ({ from: vn(from).toISOString(), to: vn(to).toISOString() }));
  const week = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'].flatMap(day);
  const proposed = (openings: Parameters<typeof callAgainTimes>[0], now: string) =>
    callAgainTimes(openings, vn(now), zone).map((at) => {
      const { date, time } = localTime(at, zone);
      return `${date.slice(8)} ${time}`;
    });

  it('are in an hour, later today, and on the days to come', () => {
    expect(proposed(week, '2026-11-23T09:50')).toEqual(['23 11:00', '23 15:00', '24 09:00', '24 14:00', '25 09:00']);
  });

  it('leave out the hours in which nobody works', () => {
    expect(proposed(week, '2026-11-23T11:10')).toEqual(['23 15:00', '24 09:00', '24 14:00', '25 09:00', '26 09:00']);
    expect(proposed(week, '2026-11-23T17:00')).toEqual(['24 09:00', '24 14:00', '25 09:00', '26 09:00']);
  });

  it('take the next opening of a day that begins later', () => {
    const afternoons = week.filter(({ from }) => localTime(new Date(from), zone).time === '13:30');
    expect(proposed(afternoons, '2026-11-23T18:00')).toEqual(['24 13:30', '24 14:00', '25 13:30', '26 13:30']);
  });

  it('are none where nothing is known of hours', () => {
    expect(proposed([], '2026-11-23T10:00')).toEqual([]);
  });
});
