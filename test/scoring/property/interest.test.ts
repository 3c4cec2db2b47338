import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VisitorId } from '../../../shared/platform/ids.ts';
import type { Evidence } from '../../../shared/scoring/evidence.ts';
import {
  closeWindows,
  contributionsAt,
  fallsBelow,
  type Interest,
  interestAt,
  noInterest,
  openAfterSeconds,
  withEvidence,
} from '../../../shared/scoring/rules-interest.ts';
import { coolsAt, coolTime, temperatureOf } from '../../../shared/scoring/rules-temperature.ts';
import { ScoringConfig, type ScoringRules } from '../../../shared/scoring/scoring-config.ts';
import { postRef } from '../../support/post-ref.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const numRuns = runs(300, 20_000);
/** Clocks change within the next forty days in every zone but the first. */
const start = Date.parse('2026-10-01T00:00:00Z') / 1_000;
const day = 86_400;

const label = { vi: 'x', en: 'x' };
const about = fc.constantFrom('gia', 'blog', 'kho');
const ruleParts = fc.record({
  points: fc.integer({ min: -40, max: 40 }).filter((points) => points !== 0),
  cap: fc.record({ times: fc.integer({ min: 1, max: 6 }), hours: fc.constantFrom(1, 6, 24, 48, 168) }),
  when: fc.oneof(
    fc.record({
      signal: fc.constantFrom('page_view' as const, 'download' as const),
      about: fc.option(fc.tuple(about), { nil: undefined }),
    }),
    fc.constantFrom({ submission: {} }, { submission: { says: ['báo giá'] } }, { mail: 'click' as const }),
  ),
});
const ruleSets = fc
  .record({
    rules: fc.array(ruleParts, { minLength: 1, maxLength: 6 }),
    halfLifeDays: fc.integer({ min: 1, max: 60 }),
    timeZone: fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/Havana', 'Australia/Lord_Howe'),
  })
  .map(({ rules, halfLifeDays, timeZone }) => ({
    timeZone,
    ...ScoringConfig.parse({
      id: 'scoring',
      halfLifeDays,
      fit: [],
      interest: rules.map((rule, index) => ({ id: `rule-${index}`, label, ...rule })),
      temperature: {
        warm: { interest: { enter: 20, leave: 10 }, fit: { enter: 0, leave: 0 } },
        hot: { interest: { enter: 50, leave: 30 }, fit: { enter: 0, leave: 0 } },
      },
    }),
  }));

const visitorId = VisitorId.parse('v1');
const evidence: fc.Arbitrary<Evidence> = fc
  .record({ second: fc.nat(40 * day), what: fc.nat(4), about })
  .map(({ second, what, about: topic }): Evidence => {
    const at = start + second;
    if (what < 2) return { kind: 'signal', at, signal: what === 0 ? 'page_view' : 'download', about: topic, visitorId };
    if (what === 2) return { kind: 'mail', at, action: 'click', mailId: 'm' };
    const message = topic === 'gia' ? 'Xin báo giá' : 'Chào bạn';
    return { kind: 'submission', at, ...postRef(`s${second}`), fields: { message } };
  });

/** What arrives, when it is worked on, and in which order. */
const stories = fc.record({
  rules: ruleSets,
  all: fc.array(evidence, { maxLength: 40 }),
  delays: fc.array(fc.nat(5 * day), { minLength: 40, maxLength: 40 }),
  repeats: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
  asked: fc.nat(100 * day),
});

const counted = (all: readonly Evidence[], at: number, rules: ScoringRules) =>
  contributionsAt(all, at, rules).reduce((sum, { decayedTo }) => sum + decayedTo, 0);

/** Takes evidence as it arrives, closing windows as time goes on; what comes too late for its window is counted from the beginning. */
function kept(arrived: readonly { one: Evidence; at: number }[], rules: ScoringRules): { interest: Interest; late: number; now: number } {
  let interest = noInterest;
  let late = 0;
  let now = start;
  for (const [index, { one, at }] of arrived.entries()) {
    now = Math.max(now, at);
    const added = withEvidence(interest, [one], rules);
    if (!added) late += 1;
    const so = arrived.slice(0, index + 1).map((each) => each.one);
    interest = closeWindows(added ?? withEvidence(noInterest, so, rules) ?? noInterest, now, rules);
  }
  return { interest, late, now };
}

const arrivedOf = ({ all, delays, repeats }: { all: readonly Evidence[]; delays: readonly number[]; repeats: readonly boolean[] }) =>
  all
    .flatMap((one, index) => {
      const at = one.at + (delays[index] ?? 0);
      return repeats[index]
        ? [
            { one, at },
            { one, at: at + (delays[39 - index] ?? 0) },
          ]
        : [{ one, at }];
    })
    .sort((one, other) => one.at - other.at);

const close = (one: number, other: number) => expect(Math.abs(one - other)).toBeLessThan(1e-6);

describe(`interest, ${numRuns} histories, seed ${seed}`, () => {
  it('kept as a decaying sum equals the count from the beginning at any time, whatever comes late, twice or out of order', () => {
    let [late, closed] = [0, 0];
    fc.assert(
      fc.property(stories, ({ rules, asked, ...story }) => {
        const result = kept(arrivedOf(story), rules);

        late += result.late;
        closed += result.interest.closedAt > 0 ? 1 : 0;
        for (const at of [result.now, result.now + asked]) close(interestAt(result.interest, at, rules), counted(story.all, at, rules));
      }),
      { numRuns, seed },
    );
    report(`interest: ${numRuns} histories, ${closed} with closed windows, ${late} pieces of evidence too late for theirs (seed ${seed})`);
  });

  it('without a piece of evidence is what it would be had it never come', () => {
    fc.assert(
      fc.property(stories, fc.nat(39), ({ rules, ...story }, gone) => {
        const rest = story.all.filter((_, index) => index !== gone);
        const at = start + 41 * day;

        const recounted = withEvidence(noInterest, rest, rules) ?? noInterest;

        close(interestAt(recounted, at, rules), counted(rest, at, rules));
      }),
      { numRuns, seed },
    );
  });

  it('keeps no more than its open windows, however long the history is', () => {
    fc.assert(
      fc.property(stories, ({ rules, ...story }) => {
        const { interest, now } = kept(arrivedOf(story), rules);

        for (const { id, cap } of rules.interest) {
          const times = interest.open[id] ?? [];
          const windows = Math.ceil((Math.max(now, start + 40 * day) - (interest.closedUntil || start)) / (cap.hours * 3_600)) + 1;
          expect(times.length).toBeLessThanOrEqual(cap.times * windows);
        }
        expect(interest.closedUntil).toBeLessThanOrEqual(Math.max(0, now - openAfterSeconds));
      }),
      { numRuns, seed },
    );
  });
});

describe(`temperature, seed ${seed}`, () => {
  it('falls by time alone at the second that was foretold, and not a second before', () => {
    let cooled = 0;
    fc.assert(
      fc.property(
        ruleSets,
        fc.double({ min: 0.01, max: 2_000, noNaN: true }),
        fc.constantFrom('warm' as const, 'hot' as const),
        (rules, interest, before) => {
          const nowMs = start * 1_000 + 123;
          const at = (ms: number) => interest * 2 ** (-(ms - nowMs) / (rules.halfLifeDays * day * 1_000));
          const due = coolTime(coolsAt({ fit: 0, interest }, before, rules, nowMs));
          const temperature = (ms: number) => temperatureOf({ fit: 0, interest: at(ms) }, before, rules.temperature);

          if (due === null) {
            expect(interest).toBeLessThan(rules.temperature[before].interest.leave);
            return;
          }
          cooled += 1;
          expect(temperature(Date.parse(due))).not.toBe(before);
          if (Date.parse(due) - 1_002 > nowMs) expect(['hot', before]).toContain(temperature(Date.parse(due) - 1_002));
        },
      ),
      { numRuns, seed },
    );
    expect(cooled).toBeGreaterThan(0);
  });

  it('needs more to enter a level than to stay in it', () => {
    fc.assert(
      fc.property(ruleSets, fc.double({ min: 0, max: 100, noNaN: true }), (rules, interest) => {
        const scores = { fit: 0, interest };
        const [fromCold, fromWarm, fromHot] = (['cold', 'warm', 'hot'] as const).map((before) =>
          ['cold', 'warm', 'hot'].indexOf(temperatureOf(scores, before, rules.temperature)),
        );

        expect(fromCold).toBeLessThanOrEqual(fromWarm ?? -1);
        expect(fromWarm).toBeLessThanOrEqual(fromHot ?? -1);
      }),
      { numRuns, seed },
    );
  });

  it('is told to be below a threshold exactly when it is', () => {
    fc.assert(
      fc.property(
        ruleSets,
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.integer({ min: 1, max: 200 }),
        (rules, interest, threshold) => {
          expect(fallsBelow(interest, threshold, 0, rules) === null).toBe(interest < threshold);
        },
      ),
      { numRuns, seed },
    );
  });
});
