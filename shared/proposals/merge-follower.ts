import { defineMergeFollower } from '../leads/index.ts';

/** What posts say against a record is about that record; what posts of the other person said goes with them (`partedProposals`). */
export const proposalsFollower = defineMergeFollower({
  capability: 'proposals',
  items: ['PROPOSALS'],
  merge: 'stays',
  undo: 'written',
});
