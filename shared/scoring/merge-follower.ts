import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** Both are counted anew. */
export const scoresFollower = defineMergeFollower({
  capability: 'scoring',
  items: [keys.scoreSk],
  merge: 'workedOut',
  undo: 'workedOut',
});
