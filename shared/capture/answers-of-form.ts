import type { Locale } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import type { FormConfig } from './form-config.ts';
import { type CheckedPost, checkPost } from './form-rules.ts';

/** Answers to a form's questions, as a submission keeps them. */
export interface FormAnswers extends Pick<CheckedPost, 'fields' | 'faults'> {
  readonly contentHash: string;
}

/** Holds what somebody answered by another way than the form's own against the form. */
export function answersOfForm(
  form: FormConfig,
  values: ReadonlyMap<string, readonly string[]>,
  locale: Locale,
  digests: Pick<Digests, 'body'>,
): FormAnswers {
  const checked = checkPost(form, { fields: values, nested: new Set(), consent: new Map() }, locale);
  return { fields: { ...checked.fields }, faults: checked.faults, contentHash: contentHashOf(checked, digests) };
}

/** Fields, extras and consents, in an order of their own: a retry may send them in another, and from another page address. */
export function contentHashOf({ fields, extra, consent }: CheckedPost, digests: Pick<Digests, 'body'>): string {
  const sorted = (record: Readonly<Record<string, string>>) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  const granted = consent.filter((evidence) => evidence.granted).map(({ purpose }) => purpose);
  return digests.body(JSON.stringify([sorted(fields), sorted(extra), granted.sort()]));
}
