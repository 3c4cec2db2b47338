import type { NoteListView, NoteView } from '../../api/notes/note-view.ts';
import type { Lead } from '../leads/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import type { Table } from '../platform/table.ts';
import { type Note, readNotes } from './note.ts';

/** A note as the contract shows it to a user. */
export function noteView({ noteId, at, by, text, editedAt, told = [] }: Note, userId: string): NoteView {
  return { noteId, at, by, text, editedAt: editedAt ?? null, own: by === userId, told };
}

/** Lists the notes of a lead, the newest first. */
export async function notesOf(
  table: Table,
  lead: Lead,
  userId: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  cursors: Cursors,
): Promise<NoteListView> {
  const asked: Asked = { userId, route: `GET /v1/leads/${lead.leadId}/notes`, query: {} };
  const before = cursor === undefined ? undefined : cursors.open(cursor, asked);
  const notes = await readNotes(table, lead, { limit: limit + 1, before });
  const page = notes.slice(0, limit);
  const last = notes.length > limit ? page.at(-1) : undefined;
  return { items: page.map((note) => noteView(note, userId)), nextCursor: last ? cursors.seal(last.noteId, asked) : null };
}
