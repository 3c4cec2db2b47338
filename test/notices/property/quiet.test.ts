import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarOf, isWorking } from '../../../shared/calendar/index.ts';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { toldAt } from '../../../shared/notices/rules-quiet.ts';
import { company } from '../../support/mail-world.ts';

const zones = ['Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
const calendarIn = (timeZone: string) => calendarOf(CompanyConfig.parse({ ...company, timeZone }));
/** By Intl, which shares nothing with the product. */
const timeIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
const isQuietBy = (time: string, { from, to }: { from: string; to: string }): boolean =>
  from < to ? from <= time && time < to : time >= from || time < to;

const time = fc
  .nat({ max: 95 })
  .map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
const hours = fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to);
const moment = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true });

describe('a notice that can wait', () => {
  it('is told at the first minute that is not quiet, in any zone and over changes of clocks', () => {
    fc.assert(
      fc.property(moment, hours, fc.constantFrom(...zones), (at, quiet, zone) => {
        const told = toldAt(at, { hours: quiet, waitsForHours: false }, calendarIn(zone));

        expect(isQuietBy(timeIn(zone, told), quiet)).toBe(false);
        for (let before = told.getTime() - 60_000; before >= at.getTime(); before -= 17 * 60_000) {
          expect(isQuietBy(timeIn(zone, new Date(before)), quiet)).toBe(true);
        }
        if (!isQuietBy(timeIn(zone, at), quiet)) expect(told).toEqual(at);
      }),
    );
  });

  it('is told within working hours where it waits for them, however quiet hours and work meet', () => {
    fc.assert(
      fc.property(moment, hours, fc.constantFrom(...zones), (at, quiet, zone) => {
        const calendar = calendarIn(zone);
        const told = toldAt(at, { hours: quiet, waitsForHours: true }, calendar);

        const isHeard = isWorking(calendar, told) && !isQuietBy(timeIn(zone, told), quiet);
        // Who wants quiet whenever they work hears of it as it comes.
        expect(isHeard || told.getTime() === at.getTime()).toBe(true);
        expect(told.getTime() - at.getTime()).toBeLessThan(21 * 86_400_000);
      }),
    );
  });

  it('is told as it comes by whoever wants no quiet', () => {
    fc.assert(
      fc.property(moment, (at) => {
        expect(toldAt(at, { hours: null, waitsForHours: false }, calendarIn('Asia/Ho_Chi_Minh'))).toEqual(at);
      }),
    );
  });
});
