import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localTime } from '../../../shared/platform/local-time.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const zones = ['Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/Havana', 'Asia/Kathmandu', 'UTC'];
const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });

it('writes a moment as Vietnamese readers do, and names the month in English, on the clock of any zone', () => {
  const numRuns = runs(300, 10_000);
  fc.assert(
    fc.property(moment, fc.constantFrom(...zones), fc.constantFrom('vi', 'en'), (at, timeZone, locale) => {
      const language = locale === 'vi' ? 'vi-VN' : 'en-GB';
      const written = locale === 'vi' ? ({ day: '2-digit', month: '2-digit' } as const) : ({ day: 'numeric', month: 'short' } as const);
      const time = new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
      const day = new Intl.DateTimeFormat(language, { timeZone, ...written, year: 'numeric' });
      expect(localTime(at.toISOString(), timeZone, locale)).toBe(`${time.format(at)}, ${day.format(at).replace('Sept', 'Sep')}`);
    }),
    { numRuns, seed },
  );
  report(`moments written: ${numRuns}, seed ${seed}`);
});
