import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addWorkingMs,
  type Calendar,
  calendarOf,
  isWorking,
  nextOpening,
  type OwnCalendar,
  workingMsBetween,
} from '../../../shared/calendar/index.ts';
import { WorkingHours } from '../../../shared/company/hours-config.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { runs, seed } from '../../support/seeded.ts';
import { type Hours, Minutes, type Noted } from './oracle.ts';

const minuteMs = 60_000;
const [firstDay, lastDay] = ['2026-01-01T00:00:00Z', '2028-04-01T00:00:00Z'];
const twoYearsMinutes = 2 * 365 * 1_440;

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const timeOf = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const weekOf = (week: readonly Hours[]) =>
  Object.fromEntries(weekdays.map((day, index) => [day, week[index]?.map(([from, to]) => ({ from: timeOf(from), to: timeOf(to) }))]));

const office: Hours = [
  [480, 720],
  [810, 1_050],
];
const none: Hours = [];
const nights: Hours = [
  [0, 180],
  [1_320, 1_440],
];
const sixDays = [none, office, office, office, office, office, office];
const fiveDays = [none, office, office, office, office, office, none];

/** Days off of 2026 and 2027 by the announcements and by the law, read from calendars on paper. */
const offForAll = [
  ['2026-01-01', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-04-27', '2026-04-30', '2026-05-01'],
  ['2026-09-01', '2026-09-02', '2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-02-10'],
  ['2027-04-16', '2027-04-30', '2027-05-01', '2027-09-02', '2027-09-03'],
].flat();
const offWithoutSaturdays = ['2026-01-02', '2026-08-31', '2027-02-11', '2027-05-03'];
const saturdaysWorked = { '2026-01-10': office, '2026-08-22': office };
const nobodyOn = (dates: readonly string[]) => Object.fromEntries(dates.map((date) => [date, none]));

const companyOf = (timeZone: string, workingHours: object): Calendar => ({ timeZone, workingHours: WorkingHours.parse(workingHours) });
const rep = (own: object): OwnCalendar => RepConfig.parse({ id: 'rep-lan', name: 'Lan', email: 'lan@example.com', ...own });
const vietnam = companyOf('Asia/Ho_Chi_Minh', { publicHolidays: 'vn' });

const cases = {
  'an office in Vietnam, six days': {
    calendar: vietnam,
    noted: { timeZone: 'Asia/Ho_Chi_Minh', week: sixDays, dates: nobodyOn(offForAll) },
  },
  'an office in Vietnam that swaps Saturdays': {
    calendar: companyOf('Asia/Ho_Chi_Minh', { week: weekOf(fiveDays), publicHolidays: 'vn' }),
    noted: {
      timeZone: 'Asia/Ho_Chi_Minh',
      week: fiveDays,
      dates: { ...nobodyOn([...offForAll, ...offWithoutSaturdays]), ...saturdaysWorked },
    },
  },
  'half a Saturday, and half a day before Tết of its own': {
    calendar: companyOf('Asia/Ho_Chi_Minh', {
      week: weekOf([...fiveDays.slice(0, 6), [[480, 720]]]),
      publicHolidays: 'vn',
      holidays: [
        { date: '2026-02-14', name: 'Tất niên' },
        { date: '2027-02-04', name: 'Tất niên', hours: [{ from: '08:00', to: '12:00' }] },
        { date: '2027-02-05', name: 'Trực Tết', hours: [{ from: '09:00', to: '11:00' }] },
      ],
    }),
    noted: {
      timeZone: 'Asia/Ho_Chi_Minh',
      week: [...fiveDays.slice(0, 6), [[480, 720]]],
      dates: { ...nobodyOn([...offForAll, '2026-02-14']), '2027-02-04': [[480, 720]], '2027-02-05': [[540, 660]] },
    },
  },
  'a rep on leave, for days, mornings and afternoons': {
    calendar: calendarOf(
      vietnam,
      rep({
        leave: [
          { from: '2026-03-02', to: '2026-03-06' },
          { from: '2026-06-01', to: '2026-06-30', part: 'morning' },
          { from: '2026-06-15', to: '2026-07-04', part: 'afternoon' },
          { from: '2027-02-01', to: '2027-02-20' },
        ],
      }),
    ),
    noted: {
      timeZone: 'Asia/Ho_Chi_Minh',
      week: sixDays,
      dates: nobodyOn(offForAll),
      isAway: (date, minute) =>
        (date >= '2026-03-02' && date <= '2026-03-06') ||
        (date >= '2026-06-01' && date <= '2026-06-30' && minute < 720) ||
        (date >= '2026-06-15' && date <= '2026-07-04' && minute >= 720) ||
        (date >= '2027-02-01' && date <= '2027-02-20'),
    },
  },
  'a rep in Berlin of a company in Vietnam': {
    calendar: calendarOf(vietnam, rep({ zone: 'Europe/Berlin', leave: [{ from: '2027-03-29', to: '2027-03-29', part: 'morning' }] })),
    noted: {
      timeZone: 'Europe/Berlin',
      week: sixDays,
      dates: nobodyOn(offForAll),
      isAway: (date, minute) => date === '2027-03-29' && minute < 720,
    },
  },
  'a night shift in New York that works on holidays': {
    calendar: calendarOf(
      vietnam,
      undefined,
      rep({ zone: 'America/New_York', workingHours: { week: weekOf(Array<Hours>(7).fill(nights)), worksHolidays: true } }),
    ),
    noted: { timeZone: 'America/New_York', week: Array<Hours>(7).fill(nights) },
  },
  'clocks that are changed by half an hour': {
    calendar: companyOf('Australia/Lord_Howe', { week: weekOf([[[60, 240]], ...sixDays.slice(1)]) }),
    noted: { timeZone: 'Australia/Lord_Howe', week: [[[60, 240]], ...sixDays.slice(1)] },
  },
  'clocks that are changed over midnight': {
    calendar: companyOf('America/Havana', { week: weekOf([[[0, 120]], ...sixDays.slice(1, 6), [[1_380, 1_440]]]) }),
    noted: { timeZone: 'America/Havana', week: [[[0, 120]], ...sixDays.slice(1, 6), [[1_380, 1_440]]] },
  },
} satisfies Record<string, { readonly calendar: Calendar; readonly noted: Noted }>;

describe('two years of working time, held against notes made by hand for each minute', () => {
  it.each(Object.entries<{ calendar: Calendar; noted: Noted }>(cases))('%s', (_name, { calendar, noted }) => {
    const minutes = new Minutes(noted, firstDay, lastDay);
    const asked = fc.record({
      from: fc.oneof(
        fc.nat(twoYearsMinutes - 1),
        // Around Tết of both years, and around the changes of clocks of 2026.
        ...['2026-02-17', '2027-02-06', '2026-03-08', '2026-03-29', '2026-04-04', '2026-10-04', '2026-10-25', '2026-11-01'].map((near) =>
          fc.integer({ min: -3 * 1_440, max: 3 * 1_440 }).map((minute) => (Date.parse(near) - Date.parse(firstDay)) / minuteMs + minute),
        ),
      ),
      lasts: fc.nat(20 * 1_440),
      worked: fc.integer({ min: 1, max: 80 * 60 }),
    });

    fc.assert(
      fc.property(asked, ({ from: minute, lasts, worked }) => {
        const from = Date.parse(firstDay) + minute * minuteMs;
        const to = from + lasts * minuteMs;

        const seen = {
          works: isWorking(calendar, new Date(from)),
          opening: nextOpening(calendar, new Date(from)).getTime(),
          between: workingMsBetween(calendar, new Date(from), new Date(to)) / minuteMs,
          after: addWorkingMs(calendar, new Date(from), worked * minuteMs).getTime(),
        };

        expect(seen).toEqual({
          works: minutes.works(from),
          opening: minutes.opening(from),
          between: minutes.between(from, to),
          after: minutes.after(from, worked),
        });
      }),
      { seed, numRuns: runs(700, 20_000) },
    );
  });
});
