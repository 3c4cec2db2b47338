import { z } from 'zod';
import { Bilingual, ConsentPurpose } from '../words.ts';

const text = z.object({ vi: z.string().min(1), en: z.string().min(1) });

const Field = z.object({
  name: z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/),
  label: text,
  type: z.enum(['text', 'email', 'tel', 'select', 'textarea', 'score']).meta({ description: '`score`: 0 to 10, one of its `options`' }),
  required: z.boolean().default(false),
  maxLength: z.number().int().positive().max(10_000).default(200),
  options: z.array(z.object({ value: z.string(), label: text })).optional(),
});

/** What the page of an event's form says of it; holds no number of people. */
export const EventDescription = z
  .object({
    startsAt: z.string(),
    endsAt: z.string(),
    when: text.meta({ description: 'On the clocks of the company' }),
    where: text.meta({ description: 'The place; of an event that is online alone, that it is' }),
    standing: z.enum(['open', 'few', 'waitingList', 'full', 'closed', 'over', 'calledOff']).meta({
      description:
        '`few`: a tenth of the places at most. Where the company does not tell it, `open` stands for `few` and `waitingList` as well',
    }),
    says: text.meta({ description: 'The same in words' }),
    takesPosts: z.boolean().meta({ description: 'false: whoever posts finds no place; show no fields' }),
  })
  .meta({ id: 'EventDescription' });
export type EventDescription = z.infer<typeof EventDescription>;

/** What a page needs to show a form and to post it; holds no value of any person. */
export const FormDescription = z
  .object({
    formId: z.string(),
    version: z.number().int().meta({ description: 'Version of the forms configuration' }),
    title: Bilingual,
    mode: z.enum(['online', 'event', 'phone']).optional().meta({
      description: '`event`: at a stand, where one person after the other uses the same device: clear it after each, remember nothing',
    }),
    words: z
      .object({ intro: text.optional(), button: text.optional(), thanks: text.optional() })
      .optional()
      .meta({ description: 'What to say above the form, on its button and once it was accepted' }),
    download: z
      .object({ label: text.optional(), deliver: z.enum(['page', 'mail', 'both']).optional() })
      .optional()
      .meta({
        description:
          'There is a file to take after the post: see `downloadPath` of its answer; where `deliver` is `mail` the link comes by mail alone',
      }),
    event: EventDescription.optional().meta({ description: 'What people register for by the form, as it stands now' }),
    fields: z.array(Field).meta({
      description: 'What to ask now: for a visitor, without what is known already. Any field of the form may be posted, asked or not',
    }),
    requireOneOf: z.array(z.string()).meta({ description: 'At least one of these fields must be filled' }),
    consents: z.array(z.object({ purpose: ConsentPurpose, version: z.string(), text: Bilingual, required: z.boolean().optional() })),
    honeypotField: z.string().meta({ description: 'Name of a field that people must not see and leave empty' }),
    token: z.string().meta({ description: 'Post it back as `token`; it proves when the form was handed out' }),
    tokenRequired: z.boolean(),
    minFillSeconds: z.number().meta({ description: 'A token younger than this looks like a robot: wait so long before posting' }),
    tokenMaxAgeSeconds: z.number(),
  })
  .meta({ id: 'FormDescription' });
export type FormDescription = z.infer<typeof FormDescription>;
