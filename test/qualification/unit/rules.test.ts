import { describe, expect, it } from '@jest/globals';
import type { FormConfig } from '../../../shared/capture/form-config.ts';
import { InvalidInputError } from '../../../shared/platform/errors.ts';
import { gradeOf } from '../../../shared/qualification/index.ts';
import { qualificationKind } from '../../../shared/qualification/qualification-config.ts';
import { saidByPost } from '../../../shared/qualification/rules-form.ts';
import { levelsOfResult } from '../../../shared/qualification/rules-result.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';

const question = (name: string, qualifies?: FormConfig['fields'][number]['qualifies']): FormConfig['fields'][number] => ({
  name,
  label: { vi: name, en: name },
  type: 'text',
  required: false,
  maxLength: 200,
  ...(qualifies ? { qualifies } : {}),
});
const form = {
  fields: [
    question('message'),
    question('budget', { factor: 'budget', answers: { 'Từ 1 triệu': 'yes', 'Dưới 1 triệu': 'partly', 'Chưa có': 'no' } }),
    question('approved', { factor: 'budget', answers: { rồi: 'yes', chưa: 'partly' } }),
    question('start', { factor: 'timeline', answers: { ngay: 'yes' } }),
  ],
};

describe('what a post says of a qualification', () => {
  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['nothing where none of its questions is answered', { message: 'Từ 1 triệu' }, {}],
    ['nothing by an answer that is not listed', { budget: 'tùy', start: 'sang năm' }, {}],
    ['a level by an answer', { budget: 'Từ 1 triệu', start: 'ngay' }, { budget: 'yes', timeline: 'yes' }],
    ['the same in another spelling', { budget: ' tu 1 TRIEU' }, { budget: 'yes' }],
    ['the best of several answers to one question', { budget: 'Chưa có\nDưới 1 triệu' }, { budget: 'partly' }],
    ['the least of several questions about one factor', { budget: 'Từ 1 triệu', approved: 'chưa' }, { budget: 'partly' }],
  ])('%s', (_, fields, expected) => {
    const said = saidByPost(form, { fields, receivedAt: '2026-11-22T03:00:00.000Z', ref: 'form/quote/1' });

    expect(Object.fromEntries(Object.entries(said).map(([factor, { level }]) => [factor, level]))).toEqual(expected);
    for (const one of Object.values(said)) {
      expect(one).toMatchObject({ kind: 'form', at: '2026-11-22T03:00:00.000Z', by: null, ref: 'form/quote/1' });
    }
  });
});

async function inForce() {
  const rules = (await createFixedConfig().current(qualificationKind)).documents.get('qualification');
  if (!rules) throw new Error('no questions');
  return rules;
}

describe('the result of a call', () => {
  it.each<[string, Record<string, string>, Record<string, 'unknown' | 'no' | 'partly' | 'yes'>, Record<string, string>]>([
    ['answers the script', { problem: 'wants-change', 'monthly-budget': 'under-1m' }, {}, { need: 'yes', budget: 'partly' }],
    ['names levels outright', {}, { timeline: 'no', need: 'unknown' }, { timeline: 'no', need: 'unknown' }],
    ['believes the level before the answer', { start: 'later' }, { timeline: 'partly' }, { timeline: 'partly' }],
  ])('%s', async (_, answers, factors, expected) => {
    expect(Object.fromEntries(levelsOfResult({ answers, factors }, await inForce()))).toEqual(expected);
  });

  it('is refused with every question and answer that the script does not have', async () => {
    const rules = await inForce();
    const read = () => levelsOfResult({ answers: { problem: 'whatever', birthday: 'today' }, factors: {} }, rules);

    expect(read).toThrow(InvalidInputError);
    try {
      read();
    } catch (error) {
      const faults = error instanceof InvalidInputError ? error.faults : [];
      expect(faults.map(({ path }) => path)).toEqual(['answers.problem', 'answers.birthday']);
      expect(faults[0]?.message).toBe('no such answer; there are wants-change, looks-around, no-problem');
    }
  });
});

describe('the grade of a lead', () => {
  it.each([
    ['nothing', 'uuuuu', null, 'interested', ['need']],
    ['some need', 'puuuu', 'interested', 'prospect', ['need', 'budget', 'timeline']],
    ['a need, but no money', 'yunuu', 'interested', 'prospect', ['budget', 'timeline']],
    ['a need, some money and time', 'YuPup', 'prospect', 'ready-to-buy', ['budget', 'authority', 'timeline']],
    ['everything', 'YYYYY', 'ready-to-buy', undefined, undefined],
  ])('of whom is known %s', async (_, qualification, grade, next, missing) => {
    const graded = gradeOf({ qualification }, await inForce());

    expect([graded.grade?.id ?? null, graded.next?.grade.id, graded.next?.missing]).toEqual([grade, next, missing]);
  });
});
