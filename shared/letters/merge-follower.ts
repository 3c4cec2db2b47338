import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** Whom a colleague wrote to is known of the record under which they did alone. */
export const lettersFollower = defineMergeFollower({
  capability: 'letters',
  items: [keys.letterPrefix],
  merge: 'stays',
  undo: 'stays',
});
