import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** An order is of the record that its guard names. */
export const purchasesFollower = defineMergeFollower({
  capability: 'purchases',
  items: [keys.purchasePrefix],
  merge: 'stays',
  undo: 'stays',
});
