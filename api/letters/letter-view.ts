import { z } from 'zod';
import { Bilingual, Moment, nextCursor } from '../words.ts';
import { LetterPurpose } from './letter-words.ts';

export const LetterView = z
  .object({
    letterId: z.string(),
    mailId: z.string().meta({ description: 'The mail by which it goes out, as the history names it' }),
    at: Moment,
    by: z.string().meta({ description: 'The user who wrote it' }),
    subject: z.string(),
    text: z.string(),
    purpose: LetterPurpose,
    topicId: z.string().nullable().meta({ description: 'What it advertises; null where it does not' }),
    templateId: z.string().nullable().meta({ description: 'What it began from' }),
    replyId: z.string().nullable().meta({ description: 'The answer of the person that it answers' }),
    state: z.enum(['waiting', 'sent', 'notSent']).meta({
      description: '`waiting`: it is on its way, or waits for something. Whether it came back is told by the history',
    }),
    reason: z.string().nullable().meta({ description: 'Why it was not sent, or what it waits for; one word' }),
    reasonText: Bilingual.nullable(),
    until: Moment.nullable().meta({ description: 'Until when it waits; null where it does not' }),
  })
  .meta({ id: 'Letter', description: 'What a colleague wrote to a person by mail' });
export type LetterView = z.infer<typeof LetterView>;

export const LetterListView = z.object({ items: z.array(LetterView), nextCursor }).meta({ id: 'LetterList' });
export type LetterListView = z.infer<typeof LetterListView>;
