import { z } from 'zod';

/** What people read, in both languages. */
export const bilingual = z.object({ vi: z.string().min(1), en: z.string().min(1) });

/** A text for a header of a mail, where SES takes no line breaks. */
export const oneLine = z
  .string()
  .min(1)
  .max(1_000)
  .regex(/^[^\p{Cc}]*$/u, 'write it in one line');
