import { changeNoteRoute } from '../../api/notes/change-note.ts';
import { deleteNoteRoute } from '../../api/notes/delete-note.ts';
import type { NoteView } from '../../api/notes/note-view.ts';
import { writeNoteRoute } from '../../api/notes/write-note.ts';
import { type Answer, done, found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import { changeNote, takeNoteAway, writeNote } from '../../shared/notes/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import type { ChangeParts } from './app.ts';

const written = (body: NoteView): Answer<NoteView> => ({ status: 201, body });
type Keep = (answer: Answer<NoteView>) => readonly WriteItem[];

/** The routes by which colleagues write notes about leads. */
export const noteRoutes = (parts: ChangeParts, log: Log): ServedRoute[] => [
  on(writeNoteRoute, (request) => {
    const { principal, requestId: correlationId, params, body } = request;
    const { userId } = principal;
    const change = async (keep: Keep) => {
      const { leadId } = await findLead(parts.table, principal, params.leadId, writeNoteRoute.right, writeNoteRoute.missing);
      const asked = { leadId, userId, correlationId, text: body.text };
      const note = await writeNote({ ...asked, along: (one) => keep(written(one)) }, parts);
      log.info('note written', { userId, leadId, noteId: note.noteId });
      return written(note);
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(changeNoteRoute, (request) => {
    const { principal, requestId: correlationId, params, body } = request;
    const { userId } = principal;
    const change = async (keep: Keep) => {
      const { leadId } = await findLead(parts.table, principal, params.leadId, changeNoteRoute.right, changeNoteRoute.missing);
      const asked = { leadId, userId, correlationId, noteId: params.noteId, text: body.text };
      const note = await changeNote({ ...asked, along: (one) => keep(found(one)) }, parts);
      log.info('note written anew', { userId, leadId, noteId: note.noteId });
      return found(note);
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(deleteNoteRoute, (request) => {
    const { principal, requestId: correlationId, params } = request;
    const { userId } = principal;
    const { noteId } = params;
    const change = async (keep: (answer: ReturnType<typeof done>) => readonly WriteItem[]) => {
      const { leadId } = await findLead(parts.table, principal, params.leadId, deleteNoteRoute.right, deleteNoteRoute.missing);
      await takeNoteAway({ leadId, userId, correlationId, noteId, along: () => keep(done()) }, parts);
      log.info('note taken away', { userId, leadId, noteId });
      return done();
    };
    return once(request, { change }, { ...parts, log });
  }),
];
