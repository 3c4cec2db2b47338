import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** Lists show the lead that is left. */
export const cardsFollower = defineMergeFollower({
  capability: 'cards',
  items: [keys.cardSk],
  merge: 'workedOut',
  undo: 'workedOut',
});
