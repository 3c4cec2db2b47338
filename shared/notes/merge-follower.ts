import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** Nobody can tell of whom a colleague wrote. */
export const notesFollower = defineMergeFollower({
  capability: 'notes',
  items: [keys.notePrefix],
  merge: 'stays',
  undo: 'stays',
});
