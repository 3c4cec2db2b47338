import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarFile } from '../../../shared/registrations/calendar-file.ts';
import { calendarOf, shownCode, whenOf } from '../../../shared/registrations/event-words.ts';
import { workshop } from '../../support/registering.ts';
import { runs, seed } from '../../support/seeded.ts';

const company = { name: 'Công ty "An Nhiên", CP', email: 'hello@annhien.example', website: 'https://annhien.example' };
const registration = { edition: 1, since: '2026-11-22T03:00:00.000Z', code: 'K7AB91ZZ' };
const form = { id: 'hoi-thao', title: { vi: 'Hội thảo: bán hàng, kế toán; và hơn thế', en: 'Workshop' }, event: workshop };
const written = (change: Partial<typeof workshop> = {}, sequence = 0) =>
  calendarOf({ ...form, event: { ...workshop, ...change } } as Parameters<typeof calendarOf>[0], {
    registration,
    sequence,
    company,
    locale: 'vi',
  });

/** Reads a file as RFC 5545 says: folded lines are one, then a name, parameters and a value. */
const read = (file: string): [string, string][] =>
  file
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = '', value = ''] = /^([A-Z-]+)(?:;[A-Z]+="[^"]*")?:(.*)$/s.exec(line) ?? [];
      return [name, value];
    });

describe('the file for calendars', () => {
  it('says when, where and what, in the order that calendars read', () => {
    const lines = new Map(read(written()));

    expect(Object.fromEntries(lines)).toMatchObject({
      VERSION: '2.0',
      METHOD: 'PUBLISH',
      UID: 'hoi-thao-1@annhien.example',
      SEQUENCE: '0',
      DTSTAMP: '20261122T030000Z',
      DTSTART: '20261212T013000Z',
      DTEND: '20261212T043000Z',
      SUMMARY: 'Hội thảo: bán hàng\\, kế toán\\; và hơn thế',
      LOCATION: 'Khách sạn Sông Hàn\\, Đà Nẵng',
      STATUS: 'CONFIRMED',
      ORGANIZER: 'mailto:hello@annhien.example',
    });
  });

  it('is the same event in each version, and a cancellation of one that is called off', () => {
    const [first, moved, off] = [written(), written({ startsAt: '2026-12-12T02:30:00.000Z' }, 1), written({ calledOff: true }, 2)].map(
      (file) => new Map(read(file)),
    );

    expect(
      [first, moved, off].map((lines) => [lines?.get('UID'), lines?.get('SEQUENCE'), lines?.get('METHOD'), lines?.get('STATUS')]),
    ).toEqual([
      ['hoi-thao-1@annhien.example', '0', 'PUBLISH', 'CONFIRMED'],
      ['hoi-thao-1@annhien.example', '1', 'PUBLISH', 'CONFIRMED'],
      ['hoi-thao-1@annhien.example', '2', 'CANCEL', 'CANCELLED'],
    ]);
  });

  it('has no line of more than 75 octets, and holds whatever people write as one value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const description = text.toWellFormed();
        const event = { ...workshop, onlineUrl: undefined };
        const file = calendarFile({
          uid: 'u',
          sequence: 0,
          stampedAt: workshop.startsAt,
          event,
          title: description,
          place: description,
          description,
          organiser: { name: description, email: 'a@example.com' },
        } as Parameters<typeof calendarFile>[0]);
        const lines = file.split('\r\n');
        expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
        expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n\u0085\u2028\u2029]/);
        expect(read(file).filter(([name]) => name === '')).toEqual([]);
        const names = read(file).map(([name]) => name);
        expect([names.at(0), names.at(-1), names.filter((name) => name === 'BEGIN').length]).toEqual(['BEGIN', 'END', 2]);
      }),
      { seed, numRuns: runs(200, 5_000) },
    );
  });

  it('is told in words, too: on one day, and over midnight', () => {
    expect(whenOf(workshop, 'Asia/Ho_Chi_Minh', 'vi')).toBe('08:30–11:30, 12/12/2026');
    expect(whenOf({ ...workshop, endsAt: '2026-12-12T18:00:00.000Z' }, 'Asia/Ho_Chi_Minh', 'en')).toBe(
      '08:30, 12 Dec 2026 – 01:00, 13 Dec 2026',
    );
    expect(shownCode('K7AB91ZZ')).toBe('K7AB-91ZZ');
  });
});
