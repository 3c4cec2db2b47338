import { z } from 'zod';
import { Moment } from '../words.ts';

const text = z.string().trim().min(1).max(2_000);

/** What the form of the authority asks for. */
export const breachFields = {
  whatHappened: text.optional().meta({ description: 'What happened, and how' }),
  happenedAt: Moment.optional().meta({ description: 'When it happened, as far as it is known' }),
  kindsOfData: text.optional().meta({ description: 'Which kinds of data' }),
  people: z.number().int().nonnegative().optional().meta({ description: 'How many people' }),
  records: z.number().int().nonnegative().optional().meta({ description: 'How many records' }),
  consequences: text.optional().meta({ description: 'What may come of it' }),
  measures: text.optional().meta({ description: 'What was done about it, and is to be done' }),
  contact: text.optional().meta({ description: 'Who answers questions of the authority: a desk of the company' }),
} as const;
