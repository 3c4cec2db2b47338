import { z } from 'zod';
import { nextCursor } from '../words.ts';

export const NoteView = z
  .object({
    noteId: z.string(),
    at: z.string(),
    by: z.string().meta({ description: 'The user who wrote it' }),
    text: z.string(),
    editedAt: z.string().nullable().meta({ description: 'Null: it is as it was written first' }),
    told: z.array(z.string()).meta({ description: 'Users named in it (`@id`) who may read it: each is told of it, once' }),
    own: z.boolean().meta({ description: 'The caller wrote it, and may change it' }),
  })
  .meta({ id: 'Note', description: 'What a colleague noted about a lead' });
export type NoteView = z.infer<typeof NoteView>;

export const NoteListView = z.object({ items: z.array(NoteView), nextCursor }).meta({ id: 'NoteList' });
export type NoteListView = z.infer<typeof NoteListView>;
