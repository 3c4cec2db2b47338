export { notesOf } from './view.ts';
export { changeNote, type NoteParts, takeNoteAway, writeNote } from './write-note.ts';
