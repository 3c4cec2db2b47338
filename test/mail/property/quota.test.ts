import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MailUrgency } from '../../../shared/mail/rules-rate.ts';
import { runs, seed } from '../../support/seeded.ts';
import { sharedQuota, tally } from '../../support/shared-quota.ts';

const hoursMs = 3_600_000;

describe("instances that share a day's quota, whenever they send", () => {
  it('let no more mails leave in any 24 hours, and hold up no notice', async () => {
    const ask = fc.record({
      atMs: fc.integer({ min: 0, max: 96 * hoursMs }),
      from: fc.nat({ max: 2 }),
      urgency: fc.constantFrom<MailUrgency>('mail', 'mail', 'mail', 'notice'),
      count: fc.integer({ min: 1, max: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(ask, { maxLength: 25 }), async (asks) => {
        const { time, rates, slots, take } = sharedQuota(3);
        for (const { atMs, from, urgency, count } of asks)
          time.after(atMs, () => {
            const rate = rates[from];
            for (let one = 0; rate && one < count; one += 1) void take(rate, urgency);
          });

        await time.run();

        const mails = slots.filter(({ slot, urgency }) => slot.kind === 'taken' && urgency === 'mail');
        for (const { atMs } of mails) {
          const inDay = mails.filter((other) => other.atMs <= atMs && other.atMs > atMs - 24 * hoursMs);
          expect(inDay.length).toBeLessThanOrEqual(80);
        }
        expect(tally(slots, 'notice', 'spent')).toBe(0);
      }),
      { seed, numRuns: runs(60, 2_000) },
    );
  });
});
