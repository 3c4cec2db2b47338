import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** The lead that is left is found by all that is known of the person. */
export const findsFollower = defineMergeFollower({
  capability: 'search',
  items: [keys.findPrefix],
  merge: 'workedOut',
  undo: 'workedOut',
});
