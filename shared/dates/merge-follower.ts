import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** Days of the year follow from the record. */
export const datesFollower = defineMergeFollower({
  capability: 'dates',
  items: [keys.datePrefix],
  merge: 'workedOut',
  undo: 'workedOut',
});
