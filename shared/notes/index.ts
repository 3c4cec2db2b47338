export { colleaguesOf } from './colleagues.ts';
export { mayReadNotes } from './mentions.ts';
export { readNote } from './note.ts';
export { mentionedIn } from './rules-mentions.ts';
export { notesOf } from './view.ts';
export { changeNote, type NoteParts, takeNoteAway, writeNote } from './write-note.ts';
