import { defineMergeFollower } from '../leads/index.ts';

/** The survivor takes over what is known; what posts said goes along with them. */
export const qualificationFollower = defineMergeFollower({
  capability: 'qualification',
  items: ['QUALIFICATION'],
  merge: 'written',
  undo: 'written',
});
