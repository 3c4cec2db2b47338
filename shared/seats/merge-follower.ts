import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** They go with the assignment. */
export const seatsFollower = defineMergeFollower({
  capability: 'seats',
  items: [keys.seatPrefix],
  merge: 'written',
  undo: 'written',
});
