import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MailLoad, simulate } from '../../../bench/mail-rate/simulate.ts';
import { StrictSes } from '../../../bench/mail-rate/strict-ses.ts';
import { clockSkewUs, departuresUs, latenessUs, type MailUrgency, paceOf, planBooking } from '../../../shared/mail/rules-rate.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { weakened } from '../../faults/guards/weakened-table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { report, runs, seed } from '../../support/seeded.ts';

/** Mostly the least and the most: errors hurt when the mails before a moment are late and those after it early. */
const within = (min: number, max: number) => fc.oneof({ weight: 3, arbitrary: fc.constantFrom(min, max) }, fc.integer({ min, max }));

/** One instance wants slots, some time after the one before it. */
const ask = fc.record({
  afterUs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 3_000_000 })),
  /** What the clock of the instance is wrong by. */
  wrongUs: within(-clockSkewUs / 2, clockSkewUs / 2),
  wanted: within(1, 2_000),
  urgency: fc.constantFrom<MailUrgency>('notice', 'notice', 'mail'),
  /** How long after their slots its mails reach SES, in turn. */
  lateUs: fc.array(within(0, latenessUs), { minLength: 1, maxLength: 3 }),
});
const rate = fc.oneof(fc.constantFrom(1, 2, 3, 14, 200), fc.integer({ min: 1, max: 1_000 }));

describe('slots, however clocks and ways differ', () => {
  it('never bring more to SES than a bucket of one second holds', () => {
    fc.assert(
      fc.property(rate, fc.array(ask, { minLength: 1, maxLength: 60 }), (mailsPerSecond, asks) => {
        const pace = paceOf(mailsPerSecond);
        const ses = new StrictSes(mailsPerSecond);
        const arrivalsUs: number[] = [];
        let bookedUntilUs: number | undefined;
        let trueUs = 1_000_000_000;
        for (const { afterUs, wrongUs, wanted, urgency, lateUs } of asks) {
          trueUs += afterUs;
          const nowUs = trueUs + wrongUs;
          const plan = planBooking(bookedUntilUs, { wanted, urgency, nowUs, pace });
          if (plan.kind === 'full') continue;
          const firstUs = plan.kind === 'idle' ? nowUs : (bookedUntilUs ?? nowUs);
          bookedUntilUs = firstUs + plan.count * pace.intervalUs;
          for (const [index, departureUs] of departuresUs(firstUs, plan.count, urgency, pace).entries())
            arrivalsUs.push(Math.max(departureUs, nowUs) - wrongUs + (lateUs[index % lateUs.length] ?? 0));
        }

        for (const atUs of arrivalsUs.sort((one, other) => one - other)) ses.take(atUs / 1_000);

        expect(ses.refused).toBe(0);
      }),
      { seed, numRuns: runs(300, 20_000) },
    );
  });
});

/** Half a minute at twice the rate. */
const load = (changes: Partial<MailLoad> = {}): MailLoad => {
  const mailsPerSecond = changes.mailsPerSecond ?? 14;
  return { mailsPerSecond, seconds: 30, overload: 2, notices: 0.25, skewMs: 200, seed, keptRate: mailsPerSecond, ...changes };
};

describe('many instances at twice the rate', () => {
  it.each([14, 60])('use nearly all of %d/s, are never throttled, and let notices go first', async (mailsPerSecond) => {
    const { used, refused, came, waitsMs, ...counts } = await simulate(load({ mailsPerSecond }));

    report(`${mailsPerSecond}/s: used ${used.toFixed(3)}, refused ${refused}, ${JSON.stringify(counts)}`);
    expect(refused).toBe(0);
    expect(used).toBeGreaterThanOrEqual(0.95);
    // All but those that came in the last moment, while most of the others still wait.
    expect(waitsMs.notice.length).toBeGreaterThan(0.85 * came.notice);
    expect(waitsMs.mail.length).toBeLessThan(0.6 * came.mail);
  });

  it('hand SES more than it takes when the condition of a booking is gone', async () => {
    const table = weakened(memoryTable(), { ignoresConditionsOn: ({ pk }) => pk === keys.mailRate.pk });

    const { refused } = await simulate(load({ table }));

    expect(refused).toBeGreaterThan(0);
  });

  it('hand SES more than it takes when nobody asks for slots', async () => {
    const { refused } = await simulate(load({ keptRate: undefined }));

    expect(refused).toBeGreaterThan(0);
  });
});
