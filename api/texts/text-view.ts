import { z } from 'zod';
import { Bilingual, Locale, Moment } from '../words.ts';

const channel = z.enum(['sms', 'zalo']);
const purpose = z.enum(['service', 'advertising']);

/** A text that a colleague sent from their own phone. */
export const TextView = z
  .object({
    textId: z.string(),
    at: Moment.meta({ description: 'When they said that it was sent' }),
    by: z.string().meta({ description: 'The user who sent it' }),
    repId: z.string().nullable(),
    script: z.string().meta({ description: 'By its id in the kind `scripts`' }),
    channel,
    purpose,
    text: z.string().meta({ description: 'As it went' }),
    parts: z.number().int().meta({ description: 'In so many parts it went, where it is an SMS; 1 otherwise' }),
    mayUndo: z.boolean().meta({ description: 'The caller noted it, less than 24 hours ago' }),
  })
  .meta({ id: 'Text' });
export type TextView = z.infer<typeof TextView>;

/** A script as it would read for a lead. */
const PreparedText = z
  .object({
    script: z.string(),
    names: Bilingual,
    channel,
    purpose,
    text: z.string().nullable().meta({ description: 'What it would say; null where something is missing, or where it is too long' }),
    missing: z.array(z.string()).meta({ description: 'Variables that nobody knows and that have no fallback' }),
    length: z
      .object({ encoding: z.enum(['gsm7', 'ucs2']), units: z.number().int(), parts: z.number().int() })
      .nullable()
      .meta({ description: 'As networks count an SMS: 160 or 153 units a part, with Vietnamese marks 70 or 67' }),
    isAsked: z.boolean().meta({ description: 'A task asks for it' }),
    gate: z
      .object({
        answer: z.enum(['allowed', 'later', 'refused']),
        reason: z.string().nullable(),
        from: Moment.nullable().meta({ description: 'When it may go, of `later`' }),
        text: Bilingual.nullable().meta({ description: 'Why it may not go now' }),
      })
      .meta({ description: 'Whether it may go now' }),
  })
  .meta({ id: 'PreparedText' });

export const TextListView = z
  .object({
    locale: Locale.meta({ description: 'The language of the texts' }),
    scripts: z.array(PreparedText),
    sent: z.array(TextView).meta({ description: 'The last texts to the lead, newest first; 20 at most' }),
  })
  .meta({ id: 'TextList' });
export type TextListView = z.infer<typeof TextListView>;
