import { defineMergeFollower } from '../leads/index.ts';

/** Readers lay those of all records together; answers go along with the posts that gave them. */
export const profilesFollower = defineMergeFollower({
  capability: 'profiles',
  items: ['PERSON'],
  merge: 'stays',
  undo: 'written',
});
