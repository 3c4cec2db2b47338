import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RequestKind } from '../../../api/rights/rights-words.ts';
import companyFile from '../../../config/company.json' with { type: 'json' };
import { isWorking } from '../../../shared/calendar/index.ts';
import { CompanyConfig } from '../../../shared/company/index.ts';
import { acknowledgeBy, answerBy, notifyBy, passedAt, reminderAt } from '../../../shared/rights/rules-due.ts';
import { report } from '../../support/proof.ts';

/** Of a company that works from Monday to Saturday. */
const calendar = CompanyConfig.parse([companyFile].flat()[0]);

/** Days beside Sundays on which such a company rests in 2026 and 2027, written down from the official plans by hand. */
const rests = new Set(
  '2026-01-01 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-04-27 2026-04-30 2026-05-01 2026-09-01 2026-09-02 2027-01-01 2027-02-05 2027-02-06 2027-02-08 2027-02-09 2027-02-10 2027-04-16 2027-04-30 2027-05-01 2027-09-02 2027-09-03'.split(
    ' ',
  ),
);

const dayMs = 86_400_000;
const hanoiMs = 7 * 3_600_000;
/** The day that the clocks of Hà Nội show, as a number, and the moment at which one begins there. */
const dayOf = (at: Date) => Math.floor((at.getTime() + hanoiMs) / dayMs);
const beginOf = (day: number) => new Date(day * dayMs - hanoiMs);
const isRest = (day: number) => new Date(day * dayMs).getUTCDay() === 0 || rests.has(new Date(day * dayMs).toISOString().slice(0, 10));

const days: Readonly<Record<RequestKind, readonly [alone: number, together: number, extension: number]>> = {
  view: [10, 15, 10],
  correct: [10, 15, 10],
  provide: [10, 15, 10],
  withdraw: [15, 20, 15],
  restrict: [15, 20, 15],
  object: [15, 20, 15],
  delete: [20, 30, 20],
};

it('what is due is due as the law says, over Tết and every other holiday', () => {
  let requests = 0;
  let overTet = 0;
  const arrival = fc.oneof(
    fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-10-01T00:00:00Z'), noInvalidDate: true }),
    fc.date({ min: new Date('2026-02-12T00:00:00Z'), max: new Date('2026-02-23T00:00:00Z'), noInvalidDate: true }),
    fc.date({ min: new Date('2027-02-02T00:00:00Z'), max: new Date('2027-02-13T00:00:00Z'), noInvalidDate: true }),
  );
  fc.assert(
    fc.property(arrival, fc.constantFrom(...RequestKind.options), fc.boolean(), fc.boolean(), (at, kind, withProcessors, isExtended) => {
      requests += 1;
      let day = dayOf(at);
      for (let worked = 0; worked < 2; ) {
        day += 1;
        if (!isRest(day)) worked += 1;
      }
      if (day - dayOf(at) > 5) overTet += 1;
      const [alone, together, extension] = days[kind];
      const lasts = (withProcessors ? together : alone) + (isExtended ? extension : 0);

      const [acknowledge, answer] = [acknowledgeBy(at, calendar), answerBy({ kind, receivedAt: at, withProcessors, isExtended }, calendar)];
      expect(acknowledge).toEqual(beginOf(day + 1));
      expect(answer).toEqual(beginOf(dayOf(at) + lasts + 1));

      for (const due of [acknowledge, answer]) {
        const [half, late] = [50, 90].map((percent) => reminderAt(at, due, percent, calendar));
        expect([half, late].map((one) => one && one > at && one < due)).toEqual([true, true]);
        // A reminder comes while somebody works, or the moment they end.
        expect([half, late].every((one) => one && isWorking(calendar, new Date(one.getTime() - 1)))).toBe(true);
      }
      const notified = notifyBy(at);
      expect(notified.getTime() - at.getTime()).toBe(72 * 3_600_000);
      expect([50, 90].map((percent) => passedAt(at, notified, percent).getTime() - at.getTime())).toEqual([
        36 * 3_600_000,
        64.8 * 3_600_000,
      ]);
    }),
    { numRuns: 10_000 },
  );
  expect(overTet).toBeGreaterThan(100);
  report('rights clock', { requests, 'over Tết': overTet, differences: 0 });
});
