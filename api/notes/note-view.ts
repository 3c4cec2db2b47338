import { z } from 'zod';
import { LeadIdInPath, NoteIdInPath } from '../ids.ts';
import { nextCursor } from '../words.ts';

export const NotePath = z.object({ leadId: LeadIdInPath, noteId: NoteIdInPath });
export const exampleNoteId = 'N01K9ZQ3V7N3S3B0JH7E5A8R2XW';

/** What a note may say. */
export const noteText = z.string().max(4_000);

export const NoteView = z
  .object({
    noteId: z.string(),
    at: z.string(),
    by: z.string().meta({ description: 'The user who wrote it' }),
    text: z.string(),
    editedAt: z.string().nullable().meta({ description: 'Null: it is as it was written first' }),
    own: z.boolean().meta({ description: 'The caller wrote it, and may change it' }),
  })
  .meta({ id: 'Note', description: 'What a colleague noted about a lead' });
export type NoteView = z.infer<typeof NoteView>;

export const NoteListView = z.object({ items: z.array(NoteView), nextCursor }).meta({ id: 'NoteList' });
export type NoteListView = z.infer<typeof NoteListView>;
