import type { FieldConfig } from './field-config.ts';
import { answerAs, wantedOf } from './rules-answer.ts';

type Fault = { readonly path: readonly (string | number)[]; readonly message: string };

/** Why rules may not name a field: a rule that compares a secret tells it, answer by answer. Null: they may, or nobody has declared it. */
export function unaskable(name: string, fields: readonly FieldConfig[]): string | null {
  const field = fields.find(({ id }) => id === name);
  return field?.privacy === 'secret' ? `${name} is secret: no rule asks for it` : null;
}

/** Names values that a rule compares with answers to a declared field, or a form offers for it, and that no record will have. */
export function valueFaults(
  name: string,
  values: readonly { readonly path: readonly (string | number)[]; readonly value: string }[],
  fields: readonly FieldConfig[],
): Fault[] {
  const field = fields.find(({ id }) => id === name);
  if (!field) return [];
  return values.flatMap(({ path, value }) => {
    // Rules write the beginning of an answer with a `*` behind it.
    if (value.endsWith('*')) return [];
    const read = answerAs(field, value);
    if (read === value) return [];
    return [{ path, message: read === null ? `${name}: ${wantedOf(field)}` : `${name}: write ${read}` }];
  });
}
