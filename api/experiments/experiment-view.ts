import { z } from 'zod';
import { Moment } from '../words.ts';

const Texts = z.object({ vi: z.string(), en: z.string() });
const people = z.number().int();

const MailView = z.object({
  templateId: z.string(),
  names: Texts,
  sent: people.meta({ description: 'People who got it' }),
  reached: people.meta({ description: 'Of them who came to the goal within the window' }),
});

export const ExperimentView = z
  .object({
    experimentId: z.string(),
    sequenceId: z.string(),
    sequenceNames: Texts,
    stepId: z.string(),
    goal: z
      .string()
      .meta({ description: '`mql`, `sql`, `sqo`, `customer`: a stage; `purchase`: they pay; `enquiry`: they post a form again' }),
    a: MailView,
    b: MailView,
    verdict: z.enum(['running', 'a', 'b', 'none']).meta({ description: '`none`: no difference was found' }),
    eValue: z.number().meta({ description: 'How many times better a difference foretold what was seen than none; `enough` decides' }),
    weighed: z.number().int().meta({ description: 'Conversions that were weighed; `most` of them end it' }),
    countedAt: Moment.nullable().meta({ description: 'Experiments are counted each midnight; null: not yet' }),
    decidedAt: Moment.nullable().meta({ description: 'When the conversion happened that decided it' }),
    claim: Texts.meta({ description: 'What may be claimed, and what may not' }),
  })
  .meta({ id: 'Experiment', description: 'Two mails of a step that are tried against each other' });

export const ExperimentsView = z
  .object({
    items: z.array(ExperimentView),
    enough: z.number().meta({ description: 'The e-value with which an experiment is decided' }),
    most: z.number().int().meta({ description: 'Conversions after which no difference was found' }),
    windowDays: z.number().int().meta({ description: 'How many days after the mail a conversion counts' }),
  })
  .meta({ id: 'Experiments' });
export type ExperimentsView = z.infer<typeof ExperimentsView>;
