import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** Open ones go to whoever has the lead that is left. */
export const tasksFollower = defineMergeFollower({
  capability: 'tasks',
  items: [keys.taskPrefix],
  merge: 'written',
  undo: 'written',
});
