import { describe, expect, it } from '@jest/globals';
import { readDay } from '../../../shared/dates/rules-read-day.ts';

const march = (year: number | null) => ({ year, month: 3, day: 15 });

describe('a day that somebody wrote', () => {
  it.each<[string, number | null]>([
    ['1990-03-15', 1990],
    ['1990/3/15', 1990],
    ['1990-03-15T00:00:00.000Z', 1990],
    ['1990-03-15 00:00', 1990],
    ['19900315', 1990],
    ['15031990', 1990],
    ['15/03/1990', 1990],
    ['15-3-1990', 1990],
    ['15.3.1990', 1990],
    ['15 / 3 / 1990', 1990],
    ['１５/０３/１９９０', 1990],
    ['15/3/90', 90],
    ['15/3', null],
    ['ngày 15/3', null],
    ['  Ngày 15/03/1990. ', 1990],
    ['ngày 15 tháng 3 năm 1990', 1990],
    ['Ngày 15 tháng 3, 1990', 1990],
    ['15 tháng Ba năm 1990', 1990],
    ['15 thang 3 1990', 1990],
    ['15 thg 3', null],
    ['15 Th3 1990', 1990],
    ['15 March 1990', 1990],
    ['15th of March, 1990', 1990],
    ['15-Mar-1990', 1990],
    ['March 15, 1990', 1990],
    ['Mar 15', null],
    ['không nhớ\n15/3/1990', 1990],
  ])('%j is read', (written, year) => {
    expect(readDay(written)).toEqual(march(year));
    expect(readDay(written.normalize('NFD'))).toEqual(march(year));
  });

  it.each<[string, ReturnType<typeof readDay>]>([
    ['5 tháng năm năm 1990', { year: 1990, month: 5, day: 5 }],
    ['mùng 2 tháng mười hai', { year: null, month: 12, day: 2 }],
    ['29/2', { year: null, month: 2, day: 29 }],
    ['29/2/1992', { year: 1992, month: 2, day: 29 }],
    ['29/02/96', { year: 96, month: 2, day: 29 }],
    ['31.12.2030', { year: 2030, month: 12, day: 31 }],
  ])('%j is read as the day that it is', (written, day) => {
    expect(readDay(written)).toEqual(day);
  });

  it.each([
    '',
    'mai',
    '0912345678',
    '1990',
    '15',
    '32/1/1990',
    '0/3/1990',
    '31/4',
    '30/2/1992',
    '29/2/1990',
    '29/02/90',
    '15/13/1990',
    // The American way: the fifteenth of what, nobody knows.
    '03/15/1990',
    '15/3/1890',
    '15/3/2901',
    '1990-15-03',
    '15/3/199',
    // A day of the moon is another one each year.
    '15/3 âm lịch',
    '15 tháng giêng',
    '15/3/1990 hoặc 16/3/1990',
    'sau 15/3',
    '15/3/1990; DROP',
    '1.5 triệu',
    '15 Marble 1990x',
  ])('%j is none', (written) => {
    expect(readDay(written)).toBeNull();
  });
});
