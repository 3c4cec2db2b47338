import { z } from 'zod';
import { defineKind } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { QualificationFactor, QualificationLevel } from '../leads/evidence.ts';

const Id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'write small letters, digits and hyphens, a letter first');

/** One answer that a colleague may hear, and the level that it stands for. A question that brings no answer is left out of the result. */
const Answer = z.strictObject({ id: Id, label: bilingual, level: QualificationLevel.exclude(['unknown']) });

/** A question of the call script. */
const Question = z.strictObject({
  id: Id,
  factor: QualificationFactor,
  ask: bilingual,
  answers: z.array(Answer).min(2).max(10),
});

const leastLevel = QualificationLevel.extract(['partly', 'yes']).optional();

/** Levels that factors must have at least. */
const Needs = z
  .strictObject({ need: leastLevel, fit: leastLevel, budget: leastLevel, authority: leastLevel, timeline: leastLevel })
  .refine((needs) => Object.values(needs).some((level) => level !== undefined), 'a grade that needs nothing is everybody’s');

/** A word for leads of whom so much is known. */
const Grade = z.strictObject({ id: Id, label: bilingual, needs: Needs });
export type Grade = z.infer<typeof Grade>;

/** What a company asks to qualify a lead, and what it calls the result. */
export const QualificationConfig = z
  .strictObject({
    id: z.literal('qualification'),
    /** What a colleague says before the first question. */
    opening: bilingual.optional(),
    questions: z.array(Question).min(1).max(20),
    /** From the best to the least; a lead has the first of which it has all. */
    grades: z.array(Grade).max(10).default([]),
  })
  .superRefine(({ questions, grades }, context) => {
    const refuseTwins = (ids: readonly string[], path: (string | number)[], what: string) => {
      for (const [index, id] of ids.entries()) {
        if (ids.indexOf(id) === index) continue;
        context.addIssue({ code: 'custom', path: [...path, index, 'id'], message: `the ${what} ${id} is listed twice` });
      }
    };
    const idsOf = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id);
    refuseTwins(idsOf(questions), ['questions'], 'question');
    refuseTwins(idsOf(grades), ['grades'], 'grade');
    for (const [index, { answers }] of questions.entries()) refuseTwins(idsOf(answers), ['questions', index, 'answers'], 'answer');
  });
export type QualificationConfig = z.infer<typeof QualificationConfig>;

/** What is asked to qualify a lead: one document. */
export const qualificationKind = defineKind({
  name: 'qualification',
  schema: QualificationConfig,
  isSingle: true,
  example: {
    id: 'qualification',
    questions: [
      {
        id: 'monthly-budget',
        factor: 'budget',
        ask: { vi: 'Anh/chị dự kiến chi bao nhiêu mỗi tháng?', en: 'How much do you plan to spend a month?' },
        answers: [
          { id: 'enough', label: { vi: 'Từ 1 triệu', en: 'A million or more' }, level: 'yes' },
          { id: 'little', label: { vi: 'Dưới 1 triệu', en: 'Less than a million' }, level: 'partly' },
          { id: 'none', label: { vi: 'Không có', en: 'Nothing' }, level: 'no' },
        ],
      },
    ],
    grades: [{ id: 'can-pay', label: { vi: 'Có ngân sách', en: 'Can pay' }, needs: { budget: 'yes' } }],
  },
});
