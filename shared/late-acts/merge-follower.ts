import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** It was noted about the record that its author had. */
export const lateActsFollower = defineMergeFollower({
  capability: 'late-acts',
  items: [keys.lateActPrefix],
  merge: 'stays',
  undo: 'stays',
});
