import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinAnswers, splitAnswers } from '../../../shared/leads/index.ts';

describe('several answers in one text', () => {
  it('come apart as they were put in, line breaks and outer spaces of an answer aside', () => {
    const answer = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '');

    fc.assert(
      fc.property(fc.array(answer), (answers) => {
        const plain = answers.map((text) => text.trim().replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' '));
        expect(splitAnswers(joinAnswers(answers))).toEqual(plain);
      }),
    );
  });
});
