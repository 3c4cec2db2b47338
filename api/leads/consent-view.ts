import { z } from 'zod';
import { Bilingual, ConsentPurpose, formId, Moment, source } from '../words.ts';
import { postId } from './post-id.ts';
import { SaidBy } from './said-by.ts';

const PurposeView = z.object({
  granted: z.boolean(),
  at: Moment.meta({ description: 'When the person said so' }),
  how: z.enum(['form', 'link', ...SaidBy.options, 'colleague']).meta({
    description:
      '`form`: by a post. `link`: by the button behind a link of a mail. `colleague`: a colleague noted it, not in which way; else in which way',
  }),
  textVersion: z.string().meta({ description: 'The text that they had before them' }),
  confirmedAt: Moment.nullable().meta({ description: 'Newsletters alone: since when the mailbox itself says so' }),
  ...source,
  submissionId: postId,
  formId,
});

const TopicState = z.enum(['confirmed', 'refused', 'unsaid']);

/** What may be mailed now, by the same rules as the gate's. */
const MayBeSentView = z.object({
  purpose: z.enum(['service', 'advertising']),
  topicId: z.string().nullable().meta({ description: 'Of advertising; null of service mails' }),
  may: z.boolean(),
  reason: z.string().nullable().meta({ description: 'Why nothing is sent, or what a mail waits for; one word' }),
  until: Moment.nullable().meta({ description: 'Until when a mail would wait; null where none is sent, or at once' }),
  text: Bilingual.meta({ description: 'The reason in words; where mails go, that they do' }),
});

export const ConsentStateView = z
  .object({
    leadId: z.string(),
    purposes: z.partialRecord(ConsentPurpose, PurposeView).meta({ description: 'What the person agreed to or refused, with the evidence' }),
    address: z
      .object({
        suppressed: z
          .object({ reason: z.enum(['permanentBounce', 'complaint']), at: Moment })
          .nullable()
          .meta({ description: 'Closed for good to all mails' }),
        provenAt: Moment.nullable().meta({ description: 'When it was shown to be the person’s' }),
        refusedAllAt: Moment.nullable(),
        pausedUntil: Moment.nullable().meta({ description: 'A rest from advertising; null where there is none now' }),
        topics: z.array(z.object({ topicId: z.string(), names: Bilingual, state: TopicState, at: Moment.nullable() })),
      })
      .nullable()
      .meta({ description: 'What holds for the address of the record, whoever has it; null without one' }),
    mails: z
      .array(MayBeSentView)
      .meta({ description: 'What may be mailed now and why not: service mails, then each topic of advertising' }),
  })
  .meta({ id: 'ConsentState', description: 'What a person agrees to and refuses, and what may be mailed to them now' });
export type ConsentStateView = z.infer<typeof ConsentStateView>;
