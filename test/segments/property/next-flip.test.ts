import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hoursMs } from '../../../shared/platform/clock.ts';
import { SegmentRule } from '../../../shared/segments/rule-config.ts';
import { nextFlipAt } from '../../../shared/segments/rules-flip.ts';
import { isIn } from '../../../shared/segments/rules-membership.ts';
import { seed, size } from '../../support/proof.ts';
import { anyFacts, anyRule, firstHour } from '../../support/segments.ts';

/** All spans have ended by then. */
const hours = 24 * 30;

describe('membership of a segment as time goes by', () => {
  it('changes next at the moment at which a look at each hour sees it change, and at no moment before', () => {
    let flips = 0;
    fc.assert(
      fc.property(anyRule, anyFacts, fc.nat({ max: 300 }), fc.nat({ max: hoursMs - 1 }), (rule, facts, hour, ms) => {
        const at = new Date(firstHour + hour * hoursMs + ms);
        const stands = isIn(rule, facts, at);
        const found = Array.from({ length: hours }, (_, later) => new Date(firstHour + (hour + 1 + later) * hoursMs)).find(
          (moment) => isIn(rule, facts, moment) !== stands,
        );

        const next = nextFlipAt(rule, facts, at);

        expect(next).toEqual(found ?? null);
        if (!next) return;
        flips += 1;
        expect(isIn(rule, facts, new Date(next.getTime() - 1))).toBe(stands);
      }),
      { numRuns: size(400, 10_000), seed },
    );
    expect(flips).toBeGreaterThan(20);
  });

  it('is told for every rule that may be published and everything that may be known, by what is known and the moment alone', () => {
    fc.assert(
      fc.property(anyRule, anyFacts, fc.date({ noInvalidDate: true }), (rule, facts, at) => {
        expect(SegmentRule.safeParse(rule).success).toBe(true);
        expect(typeof isIn(rule, facts, at)).toBe('boolean');
        expect(isIn({ not: rule }, facts, at)).toBe(!isIn(rule, facts, at));
        expect(isIn({ all: [rule, rule] }, facts, at)).toBe(isIn({ any: [rule] }, facts, at));
      }),
      { numRuns: size(300, 5_000), seed },
    );
  });
});
