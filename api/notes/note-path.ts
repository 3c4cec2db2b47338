import { z } from 'zod';
import { LeadIdInPath, NoteIdInPath } from '../ids.ts';

export const NotePath = z.object({ leadId: LeadIdInPath, noteId: NoteIdInPath });
export const exampleNoteId = 'N01K9ZQ3V7N3S3B0JH7E5A8R2XW';

/** What a note may say. */
export const noteText = z.string().max(4_000);
