import type { FieldView } from '../../api/leads/field-view.ts';
import { splitAnswers } from '../leads/answers.ts';
import type { FieldConfig } from './field-config.ts';
import { answerAs, type Fields } from './rules-answer.ts';

/** What a reader of a lead is shown of its fields. */
export interface SeenFields {
  /** Sees how to reach the person, and with it what is personal. */
  readonly contact: boolean;
  /** Sees what is secret as it is. */
  readonly secrets: boolean;
}

type Answers = Readonly<Record<string, string>>;

/** Shows the declared fields of a record that have a value, in the order of the company. */
export function fieldViews(extra: Answers, fields: Fields, seen: SeenFields): FieldView[] {
  return [...fields.values()].flatMap((field): FieldView[] => {
    const typed = Object.hasOwn(extra, field.id) ? (extra[field.id] ?? '') : '';
    if (typed === '' || (field.privacy !== 'open' && !seen.contact)) return [];
    const { id, labels, type, privacy } = field;
    const own = { fieldId: id, labels, type, privacy };
    if (isHidden(field, seen)) return [{ ...own, value: null, text: bothOf(maskedAnswer(typed)), fits: null, masked: true }];
    const value = answerAs(field, typed);
    const text = value === null ? bothOf(typed) : textOf(field, splitAnswers(value));
    return [{ ...own, value: value ?? typed, text, fits: value !== null, masked: false }];
  });
}

/** Returns answers with those to secret fields masked, for whoever may not see them. */
export function withoutSecrets(answers: Answers, fields: Fields, seen: Pick<SeenFields, 'secrets'>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answers).map(([name, text]) => {
      const field = fields.get(name);
      return [name, field && text !== '' && isHidden(field, seen) ? maskedAnswer(text) : text];
    }),
  );
}

const isHidden = ({ privacy }: FieldConfig, { secrets }: Pick<SeenFields, 'secrets'>): boolean => privacy === 'secret' && !secrets;

export const hiddenPart = '•••';

/** Of a long answer the last three signs tell which it is; of a short one they would tell most of it. */
function maskedAnswer(text: string): string {
  const signs = [...text.trim()];
  return signs.length < 8 ? hiddenPart : `${hiddenPart}${signs.slice(-3).join('')}`;
}

const bothOf = (text: string): FieldView['text'] => ({ vi: text, en: text });

function textOf(field: FieldConfig, answers: readonly string[]): FieldView['text'] {
  const each = answers.map((answer) => oneText(field, answer));
  return { vi: each.map(({ vi }) => vi).join(', '), en: each.map(({ en }) => en).join(', ') };
}

const yesNo: Readonly<Record<string, FieldView['text']>> = { yes: { vi: 'Có', en: 'Yes' }, no: { vi: 'Không', en: 'No' } };

function oneText({ type, choices = [] }: FieldConfig, answer: string): FieldView['text'] {
  switch (type) {
    case 'choice':
      return choices.find(({ value }) => value === answer)?.labels ?? bothOf(answer);
    case 'yesNo':
      return yesNo[answer] ?? bothOf(answer);
    case 'number':
      return { vi: Number(answer).toLocaleString('vi-VN'), en: Number(answer).toLocaleString('en-GB') };
    case 'date': {
      const [year, month, day] = answer.split('-');
      return { vi: `${day}/${month}/${year}`, en: `${day}/${month}/${year}` };
    }
    case 'text':
    case 'url':
      return bothOf(answer);
  }
}
