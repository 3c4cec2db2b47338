import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const sequenceEnrolled = defineEvent({
  detailType: 'sequence.enrolled',
  version: 1,
  about:
    'A lead was put into a sequence; where it begins with a mail, told along with that. Its steps are told by what they do, such as mails and tasks.',
  data: {
    sequenceId: z.string(),
    /** How often the lead was put in, this time among them. */
    run: z.number().int().positive(),
    /** Of the sequences by which it was decided. */
    rulesVersion: z.number().int(),
    /** The entry that put it in; for whom a person puts in, the entry itself. */
    causeId: z.string(),
  },
  example: { sequenceId: 'chao-nguoi-moi', run: 1, rulesVersion: 3, causeId: 'T01K9ZQ3V7N3S3B0JH7E5A8R2XW' },
});
