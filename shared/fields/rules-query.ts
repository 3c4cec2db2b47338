import { type FieldFault, InvalidInputError } from '../platform/errors.ts';
import { FieldCondition } from './field-conditions.ts';
import type { FieldConfig } from './field-config.ts';
import { answerAs, type Fields, wantedOf } from './rules-answer.ts';

/** A declared field, and what a list asks of it. */
export interface AskedField {
  readonly field: FieldConfig;
  readonly condition: FieldCondition;
}

/**
 * Reads what a list asks of declared fields, as addresses write it: `industry:ban-le`, several apart by `;`, spans as `branches:3..10`, `*` for any
 * answer. @throws InvalidInputError for a field that is not declared, or that the caller may not ask for, and for what it cannot hold
 */
export function fieldsAsked(text: string, fields: Fields, mayAsk: (field: FieldConfig) => boolean): AskedField[] {
  const parts = text.split(';').map((part) => part.trim());
  const read = parts.map((part): AskedField | FieldFault => {
    const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(part) ?? [];
    const field = fields.get(name.trim());
    if (value.trim() === '') return fault('write name:value, such as industry:ban-le, several apart by ;');
    if (!field) return fault(`there is no declared field ${name.trim()}`);
    if (!mayAsk(field)) return fault(`nobody of your role asks for ${field.id}: ${whyNot[field.privacy]}`);
    const condition = conditionIn(value.trim(), field);
    return condition ? { field, condition } : fault(`${field.id}: ${wantedOf(field)}`);
  });
  const faults = read.filter((one): one is FieldFault => 'path' in one);
  if (faults.length > 0) throw new InvalidInputError('a list cannot ask this of a field', faults);
  return read.filter((one): one is AskedField => 'field' in one);
}

const fault = (message: string): FieldFault => ({ path: 'field', message });

const whyNot: Readonly<Record<FieldConfig['privacy'], string>> = {
  open: '',
  personal: 'it is personal',
  secret: 'it is secret',
};

function conditionIn(text: string, field: FieldConfig): FieldCondition | null {
  if (text === '*') return { known: true };
  if (field.type !== 'number' && field.type !== 'date') {
    const value = answerAs(field, text);
    return value === null ? null : { in: value.split('\n') };
  }
  const [first = '', last = first, more] = text.split('..').map((end) => end.trim());
  const ends = [first, last].map((end) => (end === '' ? undefined : (answerAs(field, end) ?? null)));
  if (more !== undefined || ends.includes(null) || ends.every((end) => end === undefined)) return null;
  const [from, until] = ends.map((end) => end ?? undefined);
  const span = field.type === 'date' ? { from, until } : { atLeast: numberOf(from), atMost: numberOf(until) };
  return FieldCondition.safeParse(span).data ?? null;
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
