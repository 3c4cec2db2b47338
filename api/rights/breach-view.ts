import { z } from 'zod';
import { Moment } from '../words.ts';
import { breachFields } from './breach-fields.ts';

export const BreachView = z
  .object({
    breachId: z.string(),
    detectedAt: Moment,
    dueAt: Moment.meta({ description: '72 hours later: by then the authority is to know' }),
    isOver: z.boolean(),
    by: z.string(),
    notifiedAt: Moment.nullable(),
    missing: z.array(z.string()).meta({ description: 'Fields of the form that nobody has filled in' }),
    version: z.number().int(),
    ...breachFields,
  })
  .meta({ id: 'Breach', description: 'A breach of personal data, with what the form of the authority asks for' });
export type BreachView = z.infer<typeof BreachView>;

export const BreachListView = z.object({ items: z.array(BreachView) }).meta({ id: 'Breaches' });
export type BreachListView = z.infer<typeof BreachListView>;
