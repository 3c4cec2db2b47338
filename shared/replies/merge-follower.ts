import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** Who answered is known of the record under which it was noted alone. */
export const repliesFollower = defineMergeFollower({
  capability: 'replies',
  items: [keys.replyPrefix],
  merge: 'stays',
  undo: 'stays',
});
