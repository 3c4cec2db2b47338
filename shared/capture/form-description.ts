import type { FormDescription } from '../../api/forms/form-description.ts';
import type { FormConfig } from './form-config.ts';
import { fieldsToAsk } from './rules-progressive.ts';
import { optionsOf } from './rules-score.ts';

/** The public part of a form's configuration: origins, limits and thank-you pages are nobody's business, and nor is what is known. */
export function describeForm(form: FormConfig, version: number, token: string, known: ReadonlySet<string>): FormDescription {
  return {
    formId: form.id,
    version,
    title: form.title,
    mode: form.mode,
    ...(form.words && { words: form.words }),
    ...(form.download && {
      download: {
        ...(form.download.label && { label: form.download.label }),
        ...(form.download.deliver && { deliver: form.download.deliver }),
      },
    }),
    fields: fieldsToAsk(form, known).map((field) => ({ ...field, options: optionsOf(field) })),
    requireOneOf: form.requireOneOf,
    consents: form.consentTexts.map(({ namesMails: _ours, namesTexts: _too, ...text }) => text),
    honeypotField: form.honeypotField,
    token,
    tokenRequired: form.tokenRequired,
    minFillSeconds: form.minFillSeconds,
    tokenMaxAgeSeconds: form.maxTokenAgeSeconds,
  };
}
