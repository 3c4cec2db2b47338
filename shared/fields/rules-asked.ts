import { fold } from '../identity/text.ts';
import { splitAnswers } from '../leads/answers.ts';
import type { FieldCondition } from './field-conditions.ts';
import type { FieldConfig } from './field-config.ts';
import { answerAs, wantedOf } from './rules-answer.ts';

/** Tells whether answers to a field, as rules compare them, are what somebody asks for; no answer is none of it. */
export function fitsField(asked: FieldCondition, answers: readonly string[]): boolean {
  if (asked.known !== undefined && answers.length > 0 !== asked.known) return false;
  const { known: _known, ...value } = asked;
  if (Object.values(value).every((one) => one === undefined)) return true;
  return answers.some((answer) => fitsAnswer(value, answer));
}

function fitsAnswer({ in: wanted, atLeast, atMost, from, until }: FieldCondition, answer: string): boolean {
  const number = Number(answer);
  return (
    (wanted === undefined || wanted.some((one) => fold(one) === fold(answer))) &&
    (atLeast === undefined || number >= atLeast) &&
    (atMost === undefined || number <= atMost) &&
    (from === undefined || answer >= from) &&
    (until === undefined || answer <= until)
  );
}

/** Returns the answers of a record to a field as rules compare them; none where what was typed is none of its type. */
export function answersTo(field: FieldConfig, extra: Readonly<Record<string, string>>): string[] {
  const typed = Object.hasOwn(extra, field.id) ? (extra[field.id] ?? '') : '';
  return splitAnswers(answerAs(field, typed) ?? '');
}

type Fault = { readonly path: readonly (string | number)[]; readonly message: string };

/** Names what a condition asks of a field that its answers never are. */
export function conditionFaults(asked: FieldCondition, field: FieldConfig): Fault[] {
  const only = (names: readonly (keyof FieldCondition)[], type: FieldConfig['type']) =>
    names.flatMap((name) => (asked[name] === undefined || field.type === type ? [] : [{ path: [name], message: `only a ${type} has it` }]));
  return [
    ...only(['atLeast', 'atMost'], 'number'),
    ...only(['from', 'until'], 'date'),
    ...(asked.in ?? []).flatMap((one, place) => {
      const read = answerAs(field, one);
      if (read === one) return [];
      return [{ path: ['in', place], message: read === null ? wantedOf(field) : `write ${read}` }];
    }),
  ];
}
