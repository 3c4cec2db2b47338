import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addWorkingMs,
  type Calendar,
  isWorking,
  localDate,
  nextOpening,
  WorkClock,
  workingMsBetween,
} from '../../../shared/calendar/index.ts';
import { WorkingHours } from '../../../shared/company/hours-config.ts';
import { runs, seed } from '../../support/seeded.ts';

const minutes = 60_000;
const days = 24 * 60 * minutes;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** Weeks in which clocks are changed: forward, back, over midnight, by half an hour, and by a date that a zone left out. */
const changes: readonly (readonly [timeZone: string, near: string])[] = [
  ['Asia/Ho_Chi_Minh', '2027-02-06T00:00:00Z'],
  ['Europe/Berlin', '2027-03-28T01:00:00Z'],
  ['Europe/Berlin', '2027-10-31T01:00:00Z'],
  ['America/Havana', '2026-03-08T05:00:00Z'],
  ['America/Havana', '2026-11-01T05:00:00Z'],
  ['America/St_Johns', '2010-11-07T02:31:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ['America/Asuncion', '2023-03-26T03:00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['+05:45', '2026-11-27T00:00:00Z'],
];

const timeOfDay = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Up to three spans; many begin or end in the first hours of the day, where clocks are changed. */
const spans = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 1_440 })), { maxLength: 6 })
  .map((edges) => edges.toSorted((one, other) => one - other))
  .map((edges) =>
    Array.from({ length: Math.floor(edges.length / 2) }, (_, index) => ({
      from: timeOfDay(edges[2 * index] ?? 0),
      to: timeOfDay(edges[2 * index + 1] ?? 0),
    })),
  );

const somewhere = fc
  .tuple(
    fc.constantFrom(...changes),
    fc.array(spans, { minLength: 7, maxLength: 7 }),
    fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), spans)),
  )
  .filter(([, week]) => week.some((day) => day.length > 0))
  .map(([[timeZone, near], week, holidays]) => {
    const dateOf = (day: number) => localDate({ timeZone }, new Date(Date.parse(near) + day * days));
    const hours = new Map(holidays.map(([day, worked]) => [dateOf(day), worked]));
    return {
      near: Date.parse(near),
      calendar: {
        timeZone,
        workingHours: WorkingHours.parse({
          week: Object.fromEntries(weekdays.map((weekday, index) => [weekday, week[index]])),
          holidays: [...hours].map(([date, worked]) => ({ date, name: 'Lễ', hours: worked })),
        }),
      } satisfies Calendar,
    };
  });

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clocks on the wall show, by another way than the calendar's. */
function shows(timeZone: string, at: number): { date: string; minute: number } {
  const clock =
    clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  const [date = '', time = ''] = clock.format(at).split(' ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { date, minute: hour * 60 + minute };
}

function worksByTheClock({ timeZone, workingHours: { week, holidays } }: Calendar, at: number): boolean {
  const { date, minute } = shows(timeZone, at);
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sunday';
  const worked = holidays.find((day) => day.date === date)?.hours ?? week[weekday];
  return worked.some(({ from, to }) => from <= timeOfDay(minute) && timeOfDay(minute) < to);
}

describe('working time, held against the clocks minute by minute', () => {
  it('begins, ends and adds up as they show it', () => {
    const span = fc.tuple(fc.integer({ min: -2 * 1_440, max: 1_440 }), fc.integer({ min: 1, max: 2 * 1_440 }));
    fc.assert(
      fc.property(somewhere, span, ({ calendar, near }, [start, length]) => {
        const from = new Date(near + start * minutes);
        const to = new Date(from.getTime() + length * minutes);
        const moments = Array.from({ length }, (_, index) => from.getTime() + index * minutes);

        const worked = moments.filter((moment) => worksByTheClock(calendar, moment));

        expect(workingMsBetween(calendar, from, to)).toBe(worked.length * minutes);
        expect(isWorking(calendar, from)).toBe(worked[0] === from.getTime());
        if (worked[0] !== undefined) expect(nextOpening(calendar, from)).toEqual(new Date(worked[0]));
        const last = worked.at(-1);
        if (last !== undefined) expect(addWorkingMs(calendar, from, worked.length * minutes)).toEqual(new Date(last + minutes));
      }),
      { seed, numRuns: runs(60, 2_000) },
    );
  });

  it('is exactly as long as was asked for, to the millisecond, and adds up in parts', () => {
    const asked = fc.tuple(fc.integer({ min: -2 * days, max: days }), fc.nat(3 * days), fc.nat(3 * days));
    fc.assert(
      fc.property(somewhere, asked, ({ calendar, near }, [start, first, second]) => {
        const from = new Date(near + start);

        const half = addWorkingMs(calendar, from, first);
        const whole = addWorkingMs(calendar, half, second);

        expect(workingMsBetween(calendar, from, half)).toBe(first);
        expect(whole).toEqual(addWorkingMs(calendar, from, first + second));
        if (first > 0) expect(workingMsBetween(calendar, from, new Date(half.getTime() - 1))).toBe(first - 1);
      }),
      { seed, numRuns: runs(60, 2_000) },
    );
  });

  it('is the same where one clock measures many pairs of moments', () => {
    const moment = fc.integer({ min: -60 * days, max: 60 * days });
    fc.assert(
      fc.property(somewhere, fc.array(fc.tuple(moment, moment), { minLength: 1, maxLength: 10 }), ({ calendar, near }, pairs) => {
        const clock = new WorkClock(calendar);

        for (const [from, to] of pairs) {
          expect(clock.between(near + from, near + to)).toBe(workingMsBetween(calendar, new Date(near + from), new Date(near + to)));
        }
      }),
      { seed, numRuns: runs(60, 2_000) },
    );
  });
});
