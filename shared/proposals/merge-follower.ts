import { defineMergeFollower } from '../leads/index.ts';

/** What posts say against a record is about that record. */
export const proposalsFollower = defineMergeFollower({
  capability: 'proposals',
  items: ['PROPOSALS'],
  merge: 'stays',
  undo: 'stays',
});
