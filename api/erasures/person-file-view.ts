import { z } from 'zod';
import { Bilingual, Moment } from '../words.ts';

export const PersonFileView = z
  .object({
    leadId: z.string(),
    madeAt: Moment,
    by: z.string().meta({ description: 'The user who asked' }),
    sections: z.array(z.object({ name: Bilingual, items: z.array(z.record(z.string(), z.unknown())) })).meta({
      description: 'What is kept, by what it is; each with its name as `item`, and its fields as they are kept',
    }),
    isCut: z.boolean().meta({ description: 'More visits are known than one answer holds: the newest are in it' }),
    csv: z
      .object({ fileName: z.string(), text: z.string() })
      .optional()
      .meta({ description: 'Where it was asked for: the same as rows, UTF-8 with its mark' }),
  })
  .meta({ id: 'PersonFile', description: 'Everything that is kept about a person' });
export type PersonFileView = z.infer<typeof PersonFileView>;
