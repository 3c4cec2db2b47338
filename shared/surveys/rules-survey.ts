import type { FormConfig } from '../capture/form-config.ts';
import { standardFields } from '../leads/answers.ts';

/** What may be answered by a link: the link may be passed on, so nothing that says who somebody is. */
const answerable = new Set(['message', 'product']);

/** A form as a link asks it. */
export type AskedForm = FormConfig;

const asked = new WeakMap<FormConfig, AskedForm>();

/** Returns a form without what says who somebody is, and without agreements: whoever has a link may not be whom it was sent to. */
export function askedByLink(form: FormConfig): AskedForm {
  const known = asked.get(form);
  if (known) return known;
  const fields = form.fields.filter(({ name }) => answerable.has(name) || !standardFields.has(name));
  const made = { ...form, fields, aliases: {}, requireOneOf: [], progressive: undefined, consentTexts: [] };
  asked.set(form, made);
  return made;
}

/** Returns the 0 to 10 of a post: its form's first question of that type; null where it is not answered. */
export function scoreOf({ fields }: Pick<FormConfig, 'fields'>, answers: Readonly<Record<string, string>>): number | null {
  const question = fields.find(({ type }) => type === 'score');
  const answer = question && answers[question.name];
  return answer !== undefined && /^(?:\d|10)$/.test(answer) ? Number(answer) : null;
}

/** Groups of the Net Promoter Score (Reichheld 2003): 9 and 10 recommend, 7 and 8 neither, 0 to 6 warn others. */
export function groupOf(score: number): 'promoter' | 'passive' | 'detractor' {
  if (score >= 9) return 'promoter';
  return score >= 7 ? 'passive' : 'detractor';
}
