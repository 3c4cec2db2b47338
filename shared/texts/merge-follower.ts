import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** To whom a text went is known of the record under which it was noted alone. */
export const textsFollower = defineMergeFollower({
  capability: 'texts',
  items: [keys.textPrefix],
  merge: 'stays',
  undo: 'stays',
});
