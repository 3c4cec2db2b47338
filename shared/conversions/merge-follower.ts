import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** What a platform was told of is told of the record that it was noted under; whoever notes reads all records of the person. */
export const conversionsFollower = defineMergeFollower({
  capability: 'conversions',
  items: [keys.conversionPrefix],
  merge: 'stays',
  undo: 'stays',
});
