import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { duePause, mailsName, namesOver, type Returned, returnedIn, returnName } from '../../../shared/mail-limits/rules-breaker.ts';
import { addMs, daysMs } from '../../../shared/platform/clock.ts';

interface PastMail {
  readonly day: number;
  readonly isBounced: boolean;
  readonly isComplainedOf: boolean;
}

const lastDay = 20_000;
const now = new Date(lastDay * daysMs + 1);
const history = fc
  .record({
    days: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 600 }),
    bounceEvery: fc.integer({ min: 1, max: 40 }),
    complaintEvery: fc.integer({ min: 1, max: 400 }),
    seed: fc.integer({ min: 0, max: 1_000 }),
  })
  .map(({ days, bounceEvery, complaintEvery, seed }) =>
    days
      .sort((left, right) => right - left)
      .map(
        (daysAgo, index): PastMail => ({
          day: lastDay - daysAgo,
          isBounced: (index * 7 + seed) % bounceEvery === 0,
          isComplainedOf: (index * 13 + seed) % complaintEvery === 0,
        }),
      ),
  );

const whyPause = (state: Returned) => duePause(state, false)?.reason;

/** The item after these mails and all that is told of them, each so many times. */
function itemOf(mails: readonly PastMail[], countsAfter: number): Record<string, number> {
  const item: Record<string, number> = { total: mails.length, countsAfter };
  for (const [index, { day, isBounced, isComplainedOf }] of mails.entries()) {
    item[mailsName(day)] = (item[mailsName(day)] ?? 0) + 1;
    if (isBounced) item[returnName('bounced', index + 1)] = 1;
    if (isComplainedOf) item[returnName('complained', index + 1)] = 1;
  }
  return item;
}

/** The rule in the words of its promise, over all mails one by one. */
function expected(mails: readonly PastMail[], countsAfter: number): string | undefined {
  const counted = mails.slice(countsAfter);
  const last = counted.slice(-200);
  if (last.length >= 20 && last.filter(({ isBounced }) => isBounced).length / last.length > 0.05 + 1e-9) return 'bounces';
  const week = counted.filter(({ day }) => day > lastDay - 7);
  const complaints = week.filter(({ isComplainedOf }) => isComplainedOf).length;
  return complaints >= 3 && complaints / week.length >= 0.003 - 1e-9 ? 'complaints' : undefined;
}

describe('the breaker of mails to people', () => {
  it('decides as if it looked at every mail one by one', () => {
    fc.assert(
      fc.property(history, fc.double({ min: 0, max: 1, noNaN: true }), (mails, share) => {
        const countsAfter = Math.floor(share * mails.length);

        expect(whyPause(returnedIn(itemOf(mails, countsAfter), now))).toBe(expected(mails, countsAfter));
      }),
    );
  });

  it('forgets nothing that it would have asked for later', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 3 }), (mails, more, days) => {
        const whole = itemOf(mails, 0);
        const over = new Set(namesOver(whole, now));
        const kept = Object.fromEntries(Object.entries(whole).filter(([name]) => !over.has(name)));
        const later = addMs(now, days * daysMs);
        const added = { total: mails.length + more, [mailsName(lastDay + days)]: (kept[mailsName(lastDay + days)] ?? 0) + more };

        expect(whyPause(returnedIn({ ...kept, ...added }, later))).toBe(whyPause(returnedIn({ ...whole, ...added }, later)));
      }),
    );
  });

  it('keeps a bounded item, whatever came back', () => {
    fc.assert(
      fc.property(history, (mails) => {
        const item = itemOf(mails, 0);
        const over = new Set(namesOver(item, now));

        expect(Object.keys(item).filter((name) => name.startsWith('bounced') && !over.has(name)).length).toBeLessThanOrEqual(200);
        expect(Object.keys(item).filter((name) => name.startsWith('mails') && !over.has(name)).length).toBeLessThanOrEqual(7);
      }),
    );
  });
});
