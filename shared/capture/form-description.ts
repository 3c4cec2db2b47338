import { z } from 'zod';
import { ConsentPurpose } from '../leads/index.ts';
import { type FormConfig, FormField } from './form-config.ts';
import { fieldsToAsk } from './rules-progressive.ts';

const bilingual = z.object({ vi: z.string(), en: z.string() });

/** What a page needs to show a form and to post it; holds no value of any person. */
export const FormDescription = z
  .object({
    formId: z.string(),
    version: z.number().int().meta({ description: 'Version of the forms configuration' }),
    title: bilingual,
    fields: z.array(FormField).meta({
      description: 'What to ask now: for a visitor, without what is known already. Any field of the form may be posted, asked or not',
    }),
    requireOneOf: z.array(z.string()).meta({ description: 'At least one of these fields must be filled' }),
    consents: z.array(z.object({ purpose: ConsentPurpose, version: z.string(), text: bilingual })),
    honeypotField: z.string().meta({ description: 'Name of a field that people must not see and leave empty' }),
    token: z.string().meta({ description: 'Post it back as `token`; it proves when the form was handed out' }),
    tokenRequired: z.boolean(),
    minFillSeconds: z.number().meta({ description: 'A token younger than this looks like a robot: wait so long before posting' }),
    tokenMaxAgeSeconds: z.number(),
  })
  .meta({ id: 'FormDescription' });
export type FormDescription = z.infer<typeof FormDescription>;

/** The public part of a form's configuration: origins, limits and thank-you pages are nobody's business, and nor is what is known. */
export function describeForm(form: FormConfig, version: number, token: string, known: ReadonlySet<string>): FormDescription {
  return {
    formId: form.id,
    version,
    title: form.title,
    fields: [...fieldsToAsk(form, known)],
    requireOneOf: form.requireOneOf,
    consents: form.consentTexts,
    honeypotField: form.honeypotField,
    token,
    tokenRequired: form.tokenRequired,
    minFillSeconds: form.minFillSeconds,
    tokenMaxAgeSeconds: form.maxTokenAgeSeconds,
  };
}
