import { defineMergeFollower } from '../leads/index.ts';

/** Of minutes, about one record. */
export const projectionTriesFollower = defineMergeFollower({
  capability: 'projecting',
  items: ['PROJECTION'],
  merge: 'stays',
  undo: 'stays',
});
