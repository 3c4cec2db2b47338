import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const noteChanged = defineEvent({
  detailType: 'note.changed',
  version: 1,
  about: 'A colleague wrote a note about a lead, wrote it anew, or took it away. Its text is read from the lead.',
  data: { noteId: z.string(), what: z.enum(['written', 'rewritten', 'deleted']) },
  example: { noteId: 'N01K9ZQ3V7N3S3B0JH7E5A8R2XW', what: 'written' },
});
