import { z } from 'zod';
import { Moment } from '../words.ts';

/** What became of a mail of a step, or will. */
export const MessageState = z.enum([
  'sent',
  'sending',
  'waits',
  'skipped',
  'failed',
  'notReached',
  'passedOver',
  'runEnded',
  'neverIn',
  'noSuchMail',
]);

export const WhyMessageView = z
  .object({
    sequenceId: z.string(),
    stepId: z.string(),
    run: z.number().int().nullable().meta({ description: 'The last run of the lead; null where it never was in the sequence' }),
    state: MessageState.meta({
      description:
        'sending: it is on its way · notReached: the run stands before it · passedOver: the run went by without it, as after an edit · ' +
        'runEnded: the run was over before it · noSuchMail: no step of the sequence that sends a mail has this id',
    }),
    reason: z.string().nullable().meta({ description: 'Why it was not sent, what it waits for, or why the run ended; one word' }),
    at: Moment.nullable().meta({ description: 'When it was sent or this was decided, or when the run ended' }),
    until: Moment.nullable().meta({ description: 'Until when it waits before it is decided upon again' }),
    templateVersion: z.string().nullable().meta({ description: 'Which wording was sent' }),
    standsAt: z
      .object({
        stepId: z.string(),
        dueAt: Moment.nullable(),
        waitsFor: z
          .array(z.string())
          .nullable()
          .meta({ description: 'Types of the events that it waits for until then; null where it waits for none' }),
      })
      .nullable()
      .meta({ description: 'Where the run rests while it goes on' }),
    summary: z.string().meta({ description: 'All of it in one line' }),
  })
  .meta({ id: 'WhyMessage' });
export type WhyMessageView = z.infer<typeof WhyMessageView>;
