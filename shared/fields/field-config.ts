import { z } from 'zod';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { type DateConfig, dateKind } from '../dates/date-config.ts';
import { standardFields } from '../leads/answers.ts';
import { FieldId } from '../platform/ids.ts';

/** Each answer of a post is held against all, and each stands in a record. */
const mostFields = 50;

/** Who may know a value, from the widest circle to the narrowest. */
export const privacyLevels = ['open', 'personal', 'secret'] as const;
export type Privacy = (typeof privacyLevels)[number];

export const FieldConfig = z
  .object({
    /** The name under which forms and records have it. */
    id: FieldId,
    labels: bilingual,
    type: z.enum(['text', 'number', 'date', 'choice', 'yesNo', 'url']),
    /** Of a choice what may be chosen: the value that rules compare, and how people call it. */
    choices: z
      .array(z.object({ value: z.string().min(1).max(100), labels: bilingual }))
      .min(1)
      .max(200)
      .optional(),
    /**
     * `open`: whoever sees the lead sees it, and segments ask for it. `personal`: those who see contact details. `secret`: masked for everybody but
     * whoever has the lead and those who are shown numbers unmasked; no rule and no list asks for it.
     */
    privacy: z.enum(privacyLevels).default('personal'),
  })
  .superRefine(({ type, choices }, context) => {
    if ((type === 'choice') === (choices !== undefined)) return;
    const message = type === 'choice' ? 'say what may be chosen' : 'only a field of the type choice has choices';
    context.addIssue({ code: 'custom', path: ['choices'], message });
  });
export type FieldConfig = z.infer<typeof FieldConfig>;

/** Fields of a record that only this company has. */
export const fieldKind = defineKind({
  name: 'fields',
  schema: FieldConfig,
  example: {
    id: 'industry',
    labels: { vi: 'Ngành hàng', en: 'Industry' },
    type: 'choice',
    choices: [{ value: 'ban-le', labels: { vi: 'Bán lẻ', en: 'Retail' } }],
    privacy: 'open',
  },
  references: (fields, all) => checkFields(fields, all.of(dateKind)),
  adminsOnly(before, after) {
    // What nobody has declared is personal.
    const [was, becomes] = [before, after].map((field) => privacyLevels.indexOf(field?.privacy ?? 'personal'));
    return (becomes ?? 0) < (was ?? 0) ? 'more people would see what is stored under this name' : null;
  },
});

function checkFields(fields: readonly FieldConfig[], dates: readonly DateConfig[]): ReferenceFault[] {
  const tooMany = fields.length > mostFields ? [{ index: mostFields, path: [], message: `there may be at most ${mostFields} fields` }] : [];
  return [...tooMany, ...fields.flatMap((field, index) => faultsOf(field, dates).map((fault) => ({ index, ...fault })))];
}

function faultsOf({ id, type, choices = [] }: FieldConfig, dates: readonly DateConfig[]): Omit<ReferenceFault, 'index'>[] {
  const date = dates.find(({ question }) => question === id);
  const values = choices.map(({ value }) => value);
  return [
    ...(standardFields.has(id) ? [{ path: ['id'], message: `${id} is a field that every record has: choose another name` }] : []),
    ...(date && type !== 'date' ? [{ path: ['type'], message: `the date ${date.id} asks for it: it is a date` }] : []),
    ...values.flatMap((value, place) =>
      values.indexOf(value) < place ? [{ path: ['choices', place, 'value'], message: `the choice ${value} is listed twice` }] : [],
    ),
  ];
}
