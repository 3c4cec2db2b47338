import { describe, expect, it } from '@jest/globals';
import { defaultConfig } from '../../../config/index.ts';
import {
  addWorkingMs,
  isWorking,
  localDate,
  nextOpening,
  nextWorkingDayAt,
  openingsBetween,
  workingMsBetween,
} from '../../../shared/calendar/index.ts';
import { CompanyConfig } from '../../../shared/company/index.ts';

const minutes = 60_000;
const hours = 60 * minutes;
const company = CompanyConfig.parse(defaultConfig.company[0]);
const at = (time: string): Date => new Date(`${time}+07:00`);

/** A company of which only the hours differ. */
const openAt = (timeZone: string, workingHours: object) => CompanyConfig.parse({ ...defaultConfig.company[0], timeZone, workingHours });

describe('the working time of the default company', () => {
  it.each([
    ['a Friday morning', '2026-11-27T09:00:00', true],
    ['its first moment', '2026-11-27T08:00:00', true],
    ['the moment before', '2026-11-27T07:59:59.999', false],
    ['the moment at which it ends', '2026-11-27T17:30:00', false],
    ['a Saturday', '2026-11-28T10:00:00', true],
    ['a Sunday', '2026-11-29T10:00:00', false],
    ['the first day of Tết', '2027-02-06T10:00:00', false],
    ['the day after the days off for Tết', '2027-02-11T10:00:00', true],
  ])('%s: %s is %s', (_what, time, works) => {
    expect(isWorking(company, at(time))).toBe(works);
  });

  it.each([
    ['within the day', '2026-11-27T09:00:00', 15 * minutes, '2026-11-27T09:15:00'],
    ['up to the end of the day', '2026-11-27T17:15:00', 15 * minutes, '2026-11-27T17:30:00'],
    ['over the night', '2026-11-26T17:20:00', 15 * minutes, '2026-11-27T08:05:00'],
    ['over a Sunday', '2026-11-28T17:20:00', 15 * minutes, '2026-11-30T08:05:00'],
    ['from a Sunday', '2026-11-29T12:00:00', 15 * minutes, '2026-11-30T08:15:00'],
    ['over Tết', '2027-02-04T17:20:00', 15 * minutes, '2027-02-11T08:05:00'],
    ['not at all', '2026-11-29T12:00:00', 0, '2026-11-29T12:00:00'],
    ['for two days', '2026-11-26T08:00:00', 16 * hours, '2026-11-27T17:30:00'],
  ])('%s: from %s, %d ms of work have passed at %s', (_what, from, ms, until) => {
    expect(addWorkingMs(company, at(from), ms)).toEqual(at(until));
    expect(workingMsBetween(company, at(from), at(until))).toBe(ms);
  });

  it('begins again on Monday for who asks on Saturday evening', () => {
    expect(nextOpening(company, at('2026-11-28T20:00:00'))).toEqual(at('2026-11-30T08:00:00'));
  });

  it('has passed by nothing where the end is not after the beginning', () => {
    expect(workingMsBetween(company, at('2026-11-27T10:00:00'), at('2026-11-27T09:00:00'))).toBe(0);
  });

  it('is dated as the clocks of the company are, not as those of UTC', () => {
    expect(localDate(company, at('2026-11-28T00:30:00'))).toBe('2026-11-28');
    expect(localDate(company, at('2026-11-28T00:30:00'))).not.toBe(at('2026-11-28T00:30:00').toISOString().slice(0, 10));
  });
});

describe('working time', () => {
  it('takes a holiday with hours for a half day, on whatever weekday', () => {
    const halfSunday = openAt('Asia/Ho_Chi_Minh', {
      holidays: [{ date: '2026-11-29', name: 'Làm bù', hours: [{ from: '08:00', to: '12:00' }] }],
    });

    expect(workingMsBetween(halfSunday, at('2026-11-29T00:00:00'), at('2026-11-30T00:00:00'))).toBe(4 * hours);
  });

  it.each([
    ['an hour that the clocks leave out is none', '2027-03-28', 23],
    ['an hour that they show twice is two', '2027-10-31', 25],
    ['a day of every other kind has 24', '2027-06-06', 24],
  ])('is real time: %s', (_what, date, lasts) => {
    const always = openAt('Europe/Berlin', { week: { sunday: [{ from: '00:00', to: '24:00' }] } });

    expect(workingMsBetween(always, new Date(`${date}T00:00:00Z`), new Date(Date.parse(`${date}T00:00:00Z`) + 2 * 24 * hours))).toBe(
      lasts * hours - offsetIn(date),
    );
  });

  it('waits a week for a span that the clocks leave out', () => {
    const leftOut = openAt('Europe/Berlin', { week: { sunday: [{ from: '02:00', to: '03:00' }] } });

    expect(nextOpening(leftOut, new Date('2027-03-27T12:00:00Z'))).toEqual(new Date('2027-04-04T00:00:00Z'));
  });
});

/** How much of a Sunday in Berlin has passed when the day begins in UTC. */
function offsetIn(date: string): number {
  return (date === '2027-03-28' ? 1 : 2) * hours;
}

describe('the next working day at a time', () => {
  const usual = openAt('Asia/Ho_Chi_Minh', {});

  it.each([
    ['is today while the time has not come', '2026-11-27T00:59:00Z', '2026-11-27T01:00:00Z'],
    ['is this very moment', '2026-11-27T01:00:00Z', '2026-11-27T01:00:00Z'],
    ['is tomorrow afterwards', '2026-11-26T01:00:01Z', '2026-11-27T01:00:00Z'],
    ['passes over a Sunday', '2026-11-28T02:00:00Z', '2026-11-30T01:00:00Z'],
  ])('%s', (_, at, next) => {
    expect(nextWorkingDayAt(usual, new Date(at), '08:00')).toEqual(new Date(next));
  });

  it('passes over holidays, and counts those on which some hours are worked', () => {
    const holidays = [
      { date: '2026-11-27', name: 'Nghỉ', hours: [] },
      { date: '2026-11-28', name: 'Nghỉ' },
      { date: '2026-11-29', name: 'Làm bù', hours: [{ from: '13:00', to: '17:00' }] },
    ];
    const calendar = openAt('Asia/Ho_Chi_Minh', { holidays });

    expect(nextWorkingDayAt(calendar, new Date('2026-11-26T12:00:00Z'), '08:00')).toEqual(new Date('2026-11-29T01:00:00Z'));
  });

  it.each([
    ['forward', '2027-03-27T12:00:00Z', '2027-03-28T06:00:00Z'],
    ['back', '2027-10-30T12:00:00Z', '2027-10-31T07:00:00Z'],
  ])('is what the clocks show on the day on which they are put %s', (_, at, next) => {
    const calendar = openAt('Europe/Berlin', { week: { sunday: [{ from: '09:00', to: '12:00' }] } });

    expect(nextWorkingDayAt(calendar, new Date(at), '08:00')).toEqual(new Date(next));
  });
});

it('lists the openings between two moments, cut at both', () => {
  const listed = openingsBetween(company, at('2026-11-28T10:00:00'), at('2026-11-30T14:00:00'));

  expect(listed).toEqual(
    [
      ['2026-11-28T10:00:00', '2026-11-28T12:00:00'],
      ['2026-11-28T13:30:00', '2026-11-28T17:30:00'],
      ['2026-11-30T08:00:00', '2026-11-30T12:00:00'],
      ['2026-11-30T13:30:00', '2026-11-30T14:00:00'],
    ].map(([from = '', to = '']) => ({ from: at(from), to: at(to) })),
  );
  expect(openingsBetween(company, at('2026-11-28T18:00:00'), at('2026-11-28T19:00:00'))).toEqual([]);
});
