import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, comesRound, dayOf, monthDaysOn } from '../../../shared/dates/index.ts';
import { readDay } from '../../../shared/dates/rules-read-day.ts';

const dayMs = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);
/** Four years, one of them with a 29 February, and what lies around them as far as distances reach. */
const years = [2027, 2028, 2029, 2030];
const [first, last] = [Date.UTC(2027, 0, 1), Date.UTC(2030, 11, 31)];
const offsets = [-60, -59, -31, -28, -7, -1, 0, 1, 2, 27, 28, 29, 31, 59, 60];
/** All days that a year can have. */
const monthDays = Array.from({ length: 366 }, (_, day) => iso(Date.UTC(2028, 0, 1 + day)).slice(5));

/** When a day of people is celebrated in a year, as a calendar on a wall says it. */
function celebrated(monthDay: string, year: number): number {
  const [month = 1, day = 1] = monthDay.split('-').map(Number);
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 ? at.getTime() : Date.UTC(year, 1, 28);
}

describe('each day of four years, at each distance', () => {
  it.each(offsets)('comes round once a year, %i days after it, on the day that a calendar says', (offset) => {
    const found = new Map<string, string[]>(monthDays.map((monthDay) => [monthDay, []]));
    for (let at = first - 60 * dayMs; at <= last + 60 * dayMs; at += dayMs) {
      const day = addDays(iso(at), -offset);
      for (const monthDay of monthDaysOn(day)) {
        if (comesRound({ monthDay, year: null }, { yearly: true }, day)) found.get(monthDay)?.push(`${iso(at)} of ${day.slice(0, 4)}`);
      }
    }
    for (const monthDay of monthDays) {
      const expected = years.map((year) => `${iso(celebrated(monthDay, year) + offset * dayMs)} of ${year}`);
      const inYears = found.get(monthDay)?.filter((told) => years.includes(Number(told.slice(-4))));
      expect([monthDay, inYears]).toEqual([monthDay, expected]);
    }
  });
});

describe('a day with its year', () => {
  const date = { question: 'ngay' };
  const anyDay = fc.date({ min: new Date(first), max: new Date(last), noInvalidDate: true }).map((at) => iso(at.getTime()));

  it('comes round in that year alone where it is no yearly one, and from then on where it is', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 2025, max: 2032 }), (day, year) => {
        for (const yearly of [true, false]) {
          const known = dayOf({ ...date, yearly }, { ngay: `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}` });
          const on = iso(celebrated(day.slice(5), year));
          const written = Number(day.slice(0, 4));
          expect(known && comesRound(known, { yearly }, on)).toBe(yearly ? year >= written : year === written);
        }
      }),
    );
  });

  it('is read the same, whichever way it is written', () => {
    fc.assert(
      fc.property(anyDay, (iso8601) => {
        const [year = 0, month = 0, day = 0] = iso8601.split('-').map(Number);
        const [mm, dd] = [iso8601.slice(5, 7), iso8601.slice(8)];
        const ways = [
          `${day}/${month}/${year}`,
          `${dd}${mm}${year}`,
          `${year}${mm}${dd}`,
          `ngày ${day} tháng ${month} năm ${year}`,
          iso8601,
        ];
        for (const way of ways) expect(readDay(way)).toEqual({ year, month, day });
      }),
    );
  });

  it.each([
    [{ yearly: true }, '15/3/90', { monthDay: '03-15', year: null }],
    [{ yearly: false }, '15/3/27', { monthDay: '03-15', year: 2027 }],
    [{ yearly: false }, '15/3', null],
    [{ yearly: true }, 'hôm qua', null],
  ])('of %j, written %s, is %j', (kind, written, day) => {
    expect(dayOf({ ...date, ...kind }, { ngay: written })).toEqual(day);
    expect(dayOf({ question: 'constructor', ...kind }, { ngay: written })).toBeNull();
  });
});
