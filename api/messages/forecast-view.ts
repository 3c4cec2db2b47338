import { z } from 'zod';
import { Moment } from '../words.ts';

export const ForeseenStepView = z.object({
  sequenceId: z.string(),
  run: z.number().int(),
  stepId: z.string(),
  at: Moment.meta({ description: 'To the minute, before the rate and the quota of the mail service' }),
  does: z.enum(['mail', 'skip', 'hold', 'task', 'tag', 'webhook', 'notice', 'end']).meta({
    description:
      'skip: its mail will not be sent, its task not made, or its webhook not called · hold: its sequence is paused: the step waits until it is on again, though the run may end before',
  }),
  templateId: z.string().nullable().meta({ description: 'Of a mail, also of one that will not be sent; null of another step' }),
  templateVersion: z
    .string()
    .nullable()
    .meta({ description: 'Of a mail that will be sent: what its record will name as its wording, where the template stays as it is' }),
  variant: z
    .string()
    .nullable()
    .meta({ description: 'Of a mail that will be sent: which wording of its template, by the language that the lead reads' }),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Why it will not be sent or done, what it waited for until then, or why the run ends; one word' }),
  summary: z.string().meta({ description: 'All of it in one line' }),
});

export const ForecastView = z
  .object({
    at: Moment.meta({ description: 'The moment from which on it looks ahead' }),
    until: Moment,
    items: z.array(ForeseenStepView),
  })
  .meta({ id: 'Forecast' });
export type ForecastView = z.infer<typeof ForecastView>;
