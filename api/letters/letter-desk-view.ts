import { z } from 'zod';
import { Bilingual, Moment } from '../words.ts';
import { LetterPurpose } from './letter-words.ts';

const MayView = z.object({
  purpose: LetterPurpose,
  topicId: z.string().nullable().meta({ description: 'Of advertising; null of what does not advertise' }),
  names: Bilingual.nullable().meta({ description: 'Of the topic' }),
  may: z.boolean(),
  reason: z.string().nullable().meta({ description: 'Why such a letter would not be sent; one word' }),
  reasonText: Bilingual.nullable(),
});

const TemplateView = z.object({
  templateId: z.string(),
  names: Bilingual,
  purpose: LetterPurpose,
  topicId: z.string().nullable(),
  subject: z.string(),
  text: z.string().meta({ description: 'With the values of this person; what nobody knows of them stands as `{{ … }}`, to be filled in' }),
});

export const LetterDeskView = z
  .object({
    leadId: z.string(),
    to: z.string().nullable().meta({ description: 'The address of the record; null without one' }),
    addressMark: z
      .string()
      .nullable()
      .meta({ description: 'Sent back with the letter, it goes to this address or not at all; null without one' }),
    from: z.string().meta({ description: 'As whose mail it is shown' }),
    signature: z.array(z.string()).meta({ description: 'Lines that are put below what is written' }),
    locale: z.enum(['vi', 'en']).meta({ description: 'The language in which the person reads' }),
    may: z.array(MayView).meta({ description: 'What may be written now and why not: without advertising, then each topic' }),
    templates: z.array(TemplateView).meta({ description: 'What a letter may begin from' }),
    answering: z
      .object({ replyId: z.string(), at: Moment, subject: z.string().meta({ description: 'To begin with; empty where nobody knows it' }) })
      .nullable()
      .meta({ description: 'The newest answer of the person, which a letter may answer; null where there is none' }),
  })
  .meta({ id: 'LetterDesk', description: 'What somebody begins a letter to a person with' });
export type LetterDeskView = z.infer<typeof LetterDeskView>;
