import { QualificationFactor, type QualificationLevel } from '../leads/evidence.ts';
import { type FieldFault, InvalidInputError } from '../platform/errors.ts';
import type { QualificationConfig } from './qualification-config.ts';
import { leastOf } from './rules-form.ts';

/** What a colleague heard: answers to questions of the script, and levels that were named outright. */
export interface Result {
  readonly answers: Readonly<Record<string, string>>;
  readonly factors: Readonly<Partial<Record<QualificationFactor, QualificationLevel | undefined>>>;
}

/**
 * Reads the levels that a result comes to: a named level counts more than an answer, and of several answers about one factor the least.
 * @throws InvalidInputError for a question or an answer that the script does not have
 */
export function levelsOfResult(
  { answers, factors }: Result,
  { questions }: Pick<QualificationConfig, 'questions'>,
): ReadonlyMap<QualificationFactor, QualificationLevel> {
  const faults: FieldFault[] = [];
  const answered = Object.entries(answers).flatMap(([questionId, answerId]) => {
    const question = questions.find(({ id }) => id === questionId);
    const answer = question?.answers.find(({ id }) => id === answerId);
    if (question && answer) return [[question.factor, answer.level] as const];
    const known = question ? question.answers : questions;
    const what = question ? 'answer' : 'question';
    faults.push({ path: `answers.${questionId}`, message: `no such ${what}; there are ${known.map(({ id }) => id).join(', ')}` });
    return [];
  });
  if (faults.length > 0) throw new InvalidInputError('The script of the qualification has other questions and answers.', faults);
  const named = QualificationFactor.options.flatMap((factor) => {
    const level = factors[factor];
    return level === undefined ? [] : [[factor, level] as const];
  });
  return new Map([...leastOf(answered), ...named]);
}
