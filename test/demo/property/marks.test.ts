import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withMarks, withoutMarks } from '../../../local/demo/marks.ts';
import { runs } from '../../support/seeded.ts';

const text = fc.oneof(fc.constantFrom('L0001', '~0.1', '~~', '~', 'LEAD#L0001', 'POST#2026-11-27T01:30:00.000Z#L0001'), fc.string());
const value = fc.oneof(text, fc.integer(), fc.constant(null), fc.array(text), fc.dictionary(fc.string(), text));

it('gives a row back as it was, whatever its texts look like', () => {
  fc.assert(
    fc.property(fc.tuple(text, text), fc.array(value), (key, others) => {
      const row = [...key, ...others];

      expect(withoutMarks(withMarks(row))).toEqual(row);
    }),
    { numRuns: runs(300, 5_000) },
  );
});
