import { z } from 'zod';
import { Bilingual } from '../words.ts';

/** What somebody wrote in a form beyond what their record has a place for. */
export const WrittenView = z
  .object({
    at: z.string(),
    form: Bilingual.nullable().meta({ description: 'What the form is called; null for a post that came by no form of the company' }),
    answers: z.array(
      z.object({
        name: z.string(),
        label: Bilingual.meta({ description: 'The question as the form asks it; else its name' }),
        text: Bilingual.meta({ description: 'The answer as people read it' }),
      }),
    ),
  })
  .meta({ id: 'Written' });
export type WrittenView = z.infer<typeof WrittenView>;
