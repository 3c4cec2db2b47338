import { describe, expect, it } from '@jest/globals';
import { duePause, isNearPause, namesOver, type Returned, returnedIn } from '../../../shared/mail-limits/rules-breaker.ts';
import { daysMs } from '../../../shared/platform/clock.ts';

const nothing: Returned = { total: 0, countsAfter: 0, mailsInSevenDays: 0, bounced: [], complained: [] };
const ordinals = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const now = new Date('2026-11-22T03:00:00Z');
const today = Math.floor(now.getTime() / daysMs);

describe('bounces pause all mails to people', () => {
  it.each([
    ['no mail went out', {}, undefined],
    ['19 mails all bounced', { total: 19, bounced: ordinals(1, 19) }, undefined],
    ['20 mails all bounced', { total: 20, bounced: ordinals(1, 20) }, 'bounces'],
    ['1 of 20 bounced, which is 5 %', { total: 20, bounced: [7] }, undefined],
    ['2 of 20 bounced', { total: 20, bounced: [7, 8] }, 'bounces'],
    ['2 of 40 bounced, which is 5 %', { total: 40, bounced: [7, 8] }, undefined],
    ['10 of the last 200 bounced', { total: 1_000, bounced: ordinals(801, 810) }, undefined],
    ['11 of the last 200 bounced', { total: 1_000, bounced: ordinals(801, 811) }, 'bounces'],
    ['11 bounced, and one of them is 201 mails old', { total: 1_000, bounced: ordinals(800, 810) }, undefined],
    ['the first 19 after a pause bounced', { total: 119, countsAfter: 100, bounced: ordinals(101, 119) }, undefined],
    ['the first 20 after a pause bounced', { total: 120, countsAfter: 100, bounced: ordinals(101, 120) }, 'bounces'],
    ['what bounced was sent before a pause', { total: 140, countsAfter: 100, bounced: ordinals(61, 100) }, undefined],
  ] as const)('where %s', (_case, state: Partial<Returned>, why) => {
    expect(duePause({ ...nothing, ...state }, false)?.reason).toBe(why);
  });
});

describe('complaints pause mails', () => {
  const week = (mails: number, complaints: number): Returned => ({
    ...nothing,
    total: 10_000,
    mailsInSevenDays: mails,
    complained: ordinals(10_001 - complaints, 10_000),
  });

  it.each([
    ['2 of 10 mails of the week', week(10, 2), undefined],
    ['3 of 10', week(10, 3), 'complaints'],
    ['3 of 1,000, which is 0.3 %', week(1_000, 3), 'complaints'],
    ['3 of 1,001', week(1_001, 3), undefined],
    ['15 of 5,000', week(5_000, 15), 'complaints'],
    ['3, of which one is about a mail of an earlier week', { ...week(500, 2), complained: [9_500, 9_999, 10_000] }, undefined],
    ['3, of which one was sent before a pause', { ...week(500, 0), countsAfter: 9_800, complained: [9_800, 9_801, 9_802] }, undefined],
    [
      'as many as are kept, of more mails than are looked at',
      { ...week(0, 300), total: 900_000, mailsInSevenDays: 800_000, complained: ordinals(899_701, 900_000) },
      'complaints',
    ],
  ] as const)('where there are %s', (_case, state, why) => {
    expect(duePause(state, false)?.reason).toBe(why);
  });

  it.each([
    ['1 of 10', week(10, 1), false],
    ['2 of 2,000, which is 0.1 %', week(2_000, 2), true],
    ['2 of 2,001', week(2_001, 2), false],
    ['5 of 5,000', week(5_000, 5), true],
    ['2, of which one was sent before a pause', { ...week(500, 0), countsAfter: 9_800, complained: [9_800, 9_801] }, false],
  ] as const)('and are near that with %s: %#', (_case, state, isNear) => {
    expect(isNearPause(state)).toBe(isNear);
  });
});

describe('what pauses', () => {
  const complaints: Returned = { ...nothing, total: 900, mailsInSevenDays: 900, complained: [1, 2, 3] };
  const bounces: Returned = { ...nothing, total: 40, bounced: [1, 2, 3] };

  it.each([
    ['complaints: what advertises', complaints, false, { scope: 'advertising', reason: 'complaints', share: { mails: 900, returned: 3 } }],
    [
      'complaints, where advertising is paused: the rest as well',
      complaints,
      true,
      { scope: 'all', reason: 'complaints', share: { mails: 900, returned: 3 } },
    ],
    [
      'bounces: all, because dead addresses come by the forms',
      bounces,
      false,
      { scope: 'all', reason: 'bounces', share: { mails: 40, returned: 3 } },
    ],
    ['bounces, where advertising is paused: all', bounces, true, { scope: 'all', reason: 'bounces', share: { mails: 40, returned: 3 } }],
    [
      'bounces and complaints: all',
      { ...bounces, mailsInSevenDays: 40, complained: [1, 2, 3] },
      false,
      { scope: 'all', reason: 'bounces', share: { mails: 40, returned: 3 } },
    ],
    ['two complaints: nothing', { ...complaints, complained: [1, 2] }, true, undefined],
  ] as const)('by %s', (_case, state, isAdvertisingPaused, due) => {
    expect(duePause(state, isAdvertisingPaused)).toEqual(due);
  });
});

it('reads the mails of today and the six days before, and each mail that came back', () => {
  const item = {
    total: 30,
    countsAfter: 2,
    [`mails${today}`]: 4,
    [`mails${today - 6}`]: 5,
    [`mails${today - 7}`]: 6,
    bounced9: 1,
    bounced12: 1,
    complained9: 1,
  };

  expect(returnedIn(item, now)).toEqual({ total: 30, countsAfter: 2, mailsInSevenDays: 9, bounced: [9, 12], complained: [9] });
});

it('names what no rule asks for any more', () => {
  const past = { [`mails${today - 7}`]: 6, [`mails${today - 400}`]: 6, bounced800: 1, complained991: 1 };
  const item = {
    pk: 'STRANGERS#mail',
    total: 1_000,
    countsAfter: 2,
    [`mails${today}`]: 8,
    bounced801: 1,
    complained993: 1,
    bounceless: 1,
    ...past,
  };

  expect(namesOver(item, now).sort()).toEqual(Object.keys(past).sort());
});
