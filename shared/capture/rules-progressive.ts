import type { FormConfig, FormField } from './form-config.ts';

type Questions = Pick<FormConfig, 'fields' | 'progressive'>;

/**
 * The fields that a form asks of somebody of whom these answers are known, in the form's own order: nothing that is known and asked
 * once, and of what is asked over several visits the next few. Whatever the configuration does not name there is asked each time.
 */
export function fieldsToAsk({ fields, progressive }: Questions, known: ReadonlySet<string>): readonly FormField[] {
  if (!progressive) return fields;
  const next = progressive.fields.filter((name) => !known.has(name)).slice(0, progressive.atOnce);
  const leftOut = new Set([
    ...progressive.fields.filter((name) => !next.includes(name)),
    ...progressive.once.filter((name) => known.has(name)),
  ]);
  return fields.filter(({ name }) => !leftOut.has(name));
}

/** Of the answers that a post gives, those to questions that need not be asked again. */
export function answeredForGood({ progressive }: Pick<FormConfig, 'progressive'>, given: ReadonlySet<string>): string[] {
  return [...(progressive?.fields ?? []), ...(progressive?.once ?? [])].filter((name) => given.has(name));
}
