import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { qualificationLetters } from '../../../shared/leads/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { EvidenceKind, type FactorEvidence, levelOf } from '../../../shared/qualification/index.ts';
import { keptEvidence, lettersOf, withoutTaken, withSaid } from '../../../shared/qualification/rules-fold.ts';
import { noQualification } from '../../../shared/qualification/store.ts';
import { runs, seed } from '../../support/seeded.ts';

const factors = ['need', 'fit', 'budget', 'authority', 'timeline'] as const;
const levels = ['unknown', 'no', 'partly', 'yes'] as const;
const none = noQualification(LeadId.parse('L1'));

/** Moments are few, so that ties happen; what a form or behaviour says is never `unknown`. */
const evidence: fc.Arbitrary<FactorEvidence> = fc
  .record({
    kind: fc.constantFrom(...EvidenceKind.options),
    level: fc.constantFrom(...levels),
    second: fc.integer({ min: 0, max: 20 }),
    ref: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ kind, level, second, ref }) => ({
    kind,
    level: level === 'unknown' && (kind === 'form' || kind === 'behaviour') ? 'no' : level,
    at: new Date(Date.parse('2026-11-22T00:00:00Z') + second * 1_000).toISOString(),
    by: kind === 'behaviour' ? `device-${ref % 3}` : null,
    ref: `${kind}-${ref}`,
  }));
const said = fc.record({ factor: fc.constantFrom(...factors), one: evidence });
const history = fc.uniqueArray(said, { maxLength: 60, selector: ({ factor, one }) => `${factor} ${one.ref}` });

/** Spelt anew, over everything that was ever said: what the rules promise, not how they keep it. */
function promised(all: readonly FactorEvidence[]): { level: string; isConfirmed: boolean } {
  const sorted = all.toSorted((one, other) => (`${one.at} ${one.ref}` < `${other.at} ${other.ref}` ? -1 : 1));
  const heard = sorted.findLast(({ kind }) => kind === 'call' || kind === 'person');
  if (heard && heard.level !== 'unknown') return { level: heard.level, isConfirmed: true };
  const answered = sorted.findLast(({ kind }) => kind === 'form');
  if (answered) return { level: answered.level, isConfirmed: false };
  const done = sorted.filter(({ kind }) => kind === 'behaviour').map(({ level }) => levels.indexOf(level));
  return { level: levels[Math.max(0, ...done)] ?? 'unknown', isConfirmed: false };
}

const kept = (all: readonly { factor: (typeof factors)[number]; one: FactorEvidence }[]) =>
  all.reduce((before, { factor, one }) => withSaid(before, { [factor]: one }), none);

describe('what is known of a qualification', () => {
  it('is the fold of all that was ever said, in whatever order and however often it came, of a history that stays short', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat()), (all, order) => {
        const shuffled = order.reduce(
          (list, from) =>
            list.toSpliced(from % (list.length || 1), 1).concat(list.slice(from % (list.length || 1), (from % (list.length || 1)) + 1)),
          all,
        );
        const [once, again] = [kept(all), kept([...shuffled, ...all])];

        for (const factor of factors) {
          const whole = promised(all.flatMap(({ factor: of, one }) => (of === factor ? [one] : [])));
          expect(levelOf(once[factor])).toEqual(whole);
          expect(levelOf(again[factor])).toEqual(whole);
          expect(once[factor].length).toBeLessThanOrEqual(keptEvidence);
          expect(once[factor].map(({ at }) => at)).toEqual(
            once[factor]
              .map(({ at }) => at)
              .toSorted()
              .reverse(),
          );
        }
      }),
      { numRuns: runs(300, 10_000), seed },
    );
  });

  it('stands on the lead as the same letters', () => {
    fc.assert(
      fc.property(history, (all) => {
        const qualification = kept(all);
        const byFactor = factors.map((factor) => [factor, levelOf(qualification[factor])]);

        expect(lettersOf(qualification)).toBe(qualificationLetters(Object.fromEntries(byFactor)));
        expect(lettersOf(qualification)).toMatch(/^[unpyNPY]{5}$/);
      }),
      { numRuns: runs(150, 2_000), seed },
    );
  });

  it('forgets a device as if it had never been the lead’s, as far as the history still goes', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 8 }), (all) => {
        const distinct = all.filter(
          ({ factor, one }, place) => all.findIndex((other) => other.factor === factor && other.one.ref === one.ref) === place,
        );
        const isTaken = ({ by }: FactorEvidence) => by === 'device-1';

        const left = withoutTaken(kept(distinct), isTaken);

        expect(lettersOf(left)).toBe(lettersOf(kept(distinct.filter(({ one }) => !isTaken(one)))));
      }),
      { numRuns: runs(150, 2_000), seed },
    );
  });
});
