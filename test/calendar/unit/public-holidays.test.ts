import { describe, expect, it } from '@jest/globals';
import file from '../../../config/data/vn-holidays.json' with { type: 'json' };
import { type Calendar, calendarOf, isOnLeave, isWorking } from '../../../shared/calendar/index.ts';
import { WorkingHours } from '../../../shared/company/hours-config.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';

const office = [
  { from: '08:00', to: '12:00' },
  { from: '13:30', to: '17:30' },
];
const fiveDays = { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office };
const companyOf = (workingHours: object): Calendar => ({
  timeZone: 'Asia/Ho_Chi_Minh',
  workingHours: WorkingHours.parse({ publicHolidays: 'vn', ...workingHours }),
});
const works = (calendar: Calendar, time: string) => isWorking(calendar, new Date(`${time}+07:00`));

describe('the public holidays of Vietnam', () => {
  it('stand in order, once each, with a source that is named, and swap workdays for Saturdays', () => {
    const dates = file.days.map(({ date }) => date);
    const days: readonly { date: string; source: string; swappedWith?: string }[] = file.days;
    const weekday = (date: string) => new Date(date).getUTCDay();

    expect(dates).toEqual([...new Set(dates)].sort());
    expect(days.filter(({ source }) => !Object.keys(file.sources).includes(source))).toEqual([]);
    expect(days.filter(({ swappedWith }) => swappedWith && weekday(swappedWith) !== 6)).toEqual([]);
    expect([...new Set(dates.map((date) => date.slice(0, 4)))]).toEqual(['2025', '2026', '2027']);
  });

  it.each([
    ['Tết of 2025', '2025-01-29T10:00:00', false, false],
    ['a Friday that is swapped with a Saturday', '2025-05-02T10:00:00', true, false],
    ['that Saturday', '2025-04-26T10:00:00', true, true],
    ['the Monday for a Sunday', '2026-04-27T10:00:00', false, false],
    ['the Monday for a Saturday', '2027-05-03T10:00:00', true, false],
    ['a day that nobody has confirmed', '2026-11-24T10:00:00', true, true],
  ])('%s, by a week of six and of five days: works is %s', (_what, time, sixDays, onlyFive) => {
    expect([works(companyOf({}), time), works(companyOf({ week: fiveDays }), time)]).toEqual([sixDays, onlyFive]);
  });

  it('give way to what the company writes of a date itself', () => {
    const company = companyOf({ holidays: [{ date: '2027-02-05', name: 'Trực Tết', hours: [{ from: '08:00', to: '10:00' }] }] });

    expect([works(company, '2027-02-05T09:00:00'), works(company, '2027-02-05T11:00:00')]).toEqual([true, false]);
  });

  it('are days like others where none are taken over', () => {
    expect(works(companyOf({ publicHolidays: undefined }), '2026-02-17T10:00:00')).toBe(true);
  });
});

describe('the calendar of a rep', () => {
  const rep = (own: object) => RepConfig.parse({ id: 'rep-lan', name: 'Lan', email: 'lan@example.com', ...own });
  const nights = { week: { monday: [{ from: '18:00', to: '24:00' }] } };
  const company = companyOf({});

  it('is that of the company where nothing nearer is written', () => {
    expect(calendarOf(company, rep({}), {})).toEqual(company);
  });

  it('takes of hours and zone the nearest of each, and the holidays of the company', () => {
    const calendar = calendarOf(company, rep({ workingHours: nights }), {
      workingHours: { week: company.workingHours.week, worksHolidays: true },
      zone: 'Asia/Tokyo',
    });

    expect(calendar.timeZone).toBe('Asia/Tokyo');
    expect(calendar.workingHours).toMatchObject({ publicHolidays: 'vn', week: { monday: [{ from: '18:00', to: '24:00' }], tuesday: [] } });
  });

  it('has leave whole days long, or before noon, or from noon on, by the clocks of the rep', () => {
    const leave = [
      { from: '2026-12-01', to: '2026-12-02' },
      { from: '2026-12-03', to: '2026-12-03', part: 'morning' },
      { from: '2026-12-04', to: '2026-12-04', part: 'afternoon' },
    ];
    const calendar = calendarOf(company, rep({ leave }));
    const away = (time: string) => isOnLeave(calendar, new Date(`${time}+07:00`));

    expect(['2026-11-30T23:59:59', '2026-12-01T00:00:00', '2026-12-02T23:59:59', '2026-12-03T11:59:59'].map(away)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(['2026-12-03T12:00:00', '2026-12-04T11:59:59', '2026-12-04T12:00:00', '2026-12-05T00:00:00'].map(away)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(works(calendar, '2026-12-03T09:00:00')).toBe(false);
    expect(works(calendar, '2026-12-03T14:00:00')).toBe(true);
  });
});
