import { describe, expect, it } from '@jest/globals';
import type { MemberTurn } from '../../../api/me/today-view.ts';
import { endOfDate } from '../../../web/src/console/app/moments.ts';
import { waysToInstall } from '../../../web/src/console/me/rules-install.ts';
import { spanText } from '../../../web/src/console/me/rules-leave.ts';
import { briefText, durationText, loadText, moneyText, standingText } from '../../../web/src/console/me/rules-words.ts';
import { me as en } from '../../../web/src/console/texts/en/me.ts';
import { me as vi } from '../../../web/src/console/texts/vi/me.ts';

describe('how long something took', () => {
  it.each([
    [0, 'dưới 1 phút', 'under a minute'],
    [59_000, '1 phút', '1 minute'],
    [12 * 60_000, '12 phút', '12 minutes'],
    [60 * 60_000, '1 giờ', '1 hour'],
    [125 * 60_000, '2 giờ 5 phút', '2 hours 5 minutes'],
  ])('of %i ms is written as %s', (ms, inVietnamese, inEnglish) => {
    expect([durationText(ms, vi), durationText(ms, en)]).toEqual([inVietnamese, inEnglish]);
  });
});

describe('an amount', () => {
  it.each([
    [3_600_000, 'VND', 'vi', '3.600.000 ₫'],
    [123_450, 'USD', 'en', 'US$1,234.50'],
    [-300_000, 'VND', 'vi', '-300.000 ₫'],
  ] as const)('of %i of %s is written in %s as %s', (amount, currency, language, text) => {
    expect(moneyText(amount, currency, language).replace(/\s/g, ' ')).toBe(text);
  });
});

describe('how somebody stands in a pool', () => {
  const member = (more: Partial<MemberTurn>): MemberTurn => ({
    name: 'Lan',
    isMe: true,
    standing: 'next',
    until: null,
    place: null,
    credits: 0,
    owed: 0,
    load: null,
    caps: { open: null, perDay: null },
    ...more,
  });
  const written = () => 'Mai 00:00';

  it.each<[Partial<MemberTurn>, string]>([
    [{ standing: 'next', place: 1 }, 'Bạn là người nhận khách kế tiếp.'],
    [{ standing: 'inTurn', place: 3 }, 'Bạn đứng thứ 3 trong lượt nhận khách.'],
    [{ standing: 'capDay', until: '2026-11-24T17:00:00.000Z' }, 'Bạn đã nhận đủ số khách của hôm nay, nhận tiếp từ Mai 00:00.'],
    [{ standing: 'offDuty' }, 'Bạn đang tạm nghỉ.'],
  ])('is a sentence: %j', (more, text) => {
    expect(vi.sentence(standingText(member(more), vi, written))).toBe(text);
  });

  it('has words for every way to stand, in both languages', () => {
    const standings = Object.keys(vi.standings) as MemberTurn['standing'][];
    for (const standing of standings) {
      for (const words of [vi, en]) {
        expect(standingText(member({ standing, place: 2 }), words, written).length).toBeGreaterThan(5);
        const hasTurns = standing !== 'byLeader' && standing !== 'firstCome';
        expect(briefText({ standing, place: 2 }, words) !== '').toBe(hasTurns);
      }
    }
    expect(standings).toHaveLength(11);
  });

  it('tells what they have of what they may have, where it is counted', () => {
    expect(loadText(member({}), vi.load)).toEqual([]);
    const counted = member({ load: { open: 34, today: 7 }, caps: { open: 100, perDay: null } });
    expect(loadText(counted, vi.load)).toEqual(['Hôm nay đã nhận 7', 'Đang giữ 34/100']);
  });
});

describe('the way to the home screen', () => {
  const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1';
  const ipad = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.15';
  const android = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36';
  const browser = { userAgent: android, touchPoints: 5, isInstalled: false, hasOffer: false };

  it.each([
    ['a browser that offers it', { hasOffer: true }, 'button'],
    ['one that stands on its own', { hasOffer: true, isInstalled: true }, null],
    ['an iPhone', { userAgent: iphone }, 'share'],
    ['an iPad', { userAgent: ipad }, 'share'],
    ['a Mac', { userAgent: ipad, touchPoints: 0 }, null],
    ['Android without an offer', {}, 'menu'],
    ['a desktop without an offer', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', touchPoints: 0 }, null],
  ] as const)('of %s', (_name, more, way) => {
    expect(waysToInstall({ ...browser, ...more })).toBe(way);
  });
});

describe('leave', () => {
  it('ends with its last day by the clocks of the company, also where they are changed', () => {
    expect(endOfDate('2026-11-24', 'Asia/Ho_Chi_Minh').toISOString()).toBe('2026-11-24T17:00:00.000Z');
    expect(endOfDate('2026-12-31', 'Asia/Ho_Chi_Minh').toISOString()).toBe('2026-12-31T17:00:00.000Z');
    expect(endOfDate('2026-10-25', 'Europe/Berlin').toISOString()).toBe('2026-10-25T23:00:00.000Z');
  });

  it('is written as people write dates', () => {
    expect(spanText({ from: '2026-12-24', to: '2026-12-24' })).toBe('24/12');
    expect(spanText({ from: '2026-12-24', to: '2027-01-02' })).toBe('24/12 – 02/01');
  });
});
