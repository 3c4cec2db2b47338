import type { NoteView } from '../../api/notes/note-view.ts';
import { noteChanged } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { cleanMultiline } from '../identity/index.ts';
import { draftEntry, type EntryDraft, type Lead, noteOnLead, readLead } from '../leads/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import { InvalidInputError, NotFoundError } from '../platform/errors.ts';
import type { IdSource, LeadId, NoteId } from '../platform/ids.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { putMentions, readersNamed } from './mentions.ts';
import { deleteNote, type Note, putNote, readNote } from './note.ts';
import { noteView } from './view.ts';

/** A colleague does something with a note. Who may write notes about the lead is for the caller to know. */
interface NoteAct {
  readonly leadId: LeadId;
  readonly userId: string;
  readonly correlationId: string;
  /** Who has it written for them. @default - they do it themselves */
  readonly actorId?: string;
  /** What the history tells of it beside the note. @default - nothing */
  readonly tells?: readonly EntryDraft[];
}

export interface NoteParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId' | 'noteId'>;
}

type Along = (view: NoteView) => readonly WriteItem[];

/** Writes a note about a lead, with its line in the history. `notedAt`: when it was written down, if that was before now. @throws NotFoundError; InvalidInputError for one that says nothing */
export function writeNote(
  act: NoteAct & { readonly text: string; readonly notedAt?: Date; readonly along: Along },
  parts: NoteParts,
): Promise<NoteView> {
  const text = saying(act.text);
  return untilWritten(async () => {
    const lead = await leadOf(act, parts.table);
    const at = parts.clock();
    const named = await readersNamed({ text, by: act.userId }, lead, parts);
    const { leadId } = lead;
    const notedAt = act.notedAt ?? at;
    const noteId = parts.ids.noteId(notedAt);
    const note: Note = withTold({ leadId, noteId, version: 1, at: isoTime(notedAt), by: act.userId, text }, named);
    const view = noteView(note, act.userId);
    const mentions = putMentions(leadId, note.noteId, named, isoTime(at));
    await parts.table.transact([putNote(null, note), ...mentions, ...told(lead, note, 'written', act, at, parts), ...act.along(view)]);
    return view;
  });
}

/** Writes a note anew. @throws NotFoundError, also for one of somebody else; InvalidInputError for one that says nothing */
export function changeNote(
  act: NoteAct & { readonly noteId: NoteId; readonly text: string; readonly along: Along },
  parts: NoteParts,
): Promise<NoteView> {
  const text = saying(act.text);
  return untilWritten(async () => {
    const { lead, note } = await ownNote(act, parts.table);
    const at = parts.clock();
    if (note.text === text) {
      const view = noteView(note, act.userId);
      await writeIfAny(parts.table, act.along(view));
      return view;
    }
    const { told: heard = [] } = note;
    // Whoever has been told once hears no more of it.
    const named = (await readersNamed({ text, by: act.userId }, lead, parts)).filter((userId) => !heard.includes(userId));
    const after: Note = withTold({ ...note, version: note.version + 1, text, editedAt: isoTime(at) }, [...heard, ...named]);
    const view = noteView(after, act.userId);
    const mentions = putMentions(lead.leadId, note.noteId, named, isoTime(at));
    await parts.table.transact([putNote(note, after), ...mentions, ...told(lead, note, 'rewritten', act, at, parts), ...act.along(view)]);
    return view;
  });
}

/** Takes a note away. @throws NotFoundError, also for one of somebody else */
export function takeNoteAway(
  act: NoteAct & { readonly noteId: NoteId; readonly along: () => readonly WriteItem[] },
  parts: NoteParts,
): Promise<void> {
  return untilWritten(async () => {
    const { lead, note } = await ownNote(act, parts.table);
    await parts.table.transact([deleteNote(note), ...told(lead, note, 'deleted', act, parts.clock(), parts), ...act.along()]);
  });
}

async function leadOf({ leadId }: NoteAct, table: Table): Promise<Lead> {
  const lead = await readLead(table, leadId, { consistent: true });
  if (!lead) throw new NotFoundError('no such lead');
  return lead;
}

async function ownNote(act: NoteAct & { readonly noteId: NoteId }, table: Table): Promise<{ readonly lead: Lead; readonly note: Note }> {
  const lead = await leadOf(act, table);
  const note = await readNote(table, lead, act.noteId);
  if (note?.by !== act.userId) throw new NotFoundError('no such note');
  return { lead, note };
}

const withTold = (note: Note, userIds: readonly string[]): Note => (userIds.length > 0 ? { ...note, told: [...userIds] } : note);

function told(
  lead: Lead,
  { noteId }: Note,
  what: 'written' | 'rewritten' | 'deleted',
  { userId, actorId = userId, tells = [], correlationId }: NoteAct,
  at: Date,
  { ids }: NoteParts,
): readonly WriteItem[] {
  const actor = { kind: 'user', id: actorId } as const;
  const cause = { correlationId, causationId: correlationId };
  return noteOnLead(lead, [draftEntry(noteChanged, { noteId, what }), ...tells], { at, actor, cause }, ids).writes;
}

function saying(typed: string): string {
  const text = cleanMultiline(typed);
  if (text !== '') return text;
  throw new InvalidInputError('The note says nothing.', [{ path: 'text', message: 'write what was heard or done' }]);
}
