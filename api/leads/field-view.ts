import { z } from 'zod';
import { Bilingual } from '../words.ts';

export const FieldView = z
  .object({
    fieldId: z.string().meta({ description: 'Its name in `extra`' }),
    labels: Bilingual,
    type: z.enum(['text', 'number', 'date', 'choice', 'yesNo', 'url']),
    privacy: z.enum(['open', 'personal', 'secret']),
    value: z.string().nullable().meta({ description: 'As rules compare it, several answers a line each; null where it is masked' }),
    text: Bilingual.meta({ description: 'As people read it' }),
    fits: z.boolean().nullable().meta({ description: 'False: what was typed is none of its type; null where it is masked' }),
    masked: z.boolean(),
  })
  .meta({ id: 'LeadField', description: 'A field that the company has declared, with its value' });
export type FieldView = z.infer<typeof FieldView>;
