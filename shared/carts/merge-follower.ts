import { defineMergeFollower } from '../leads/index.ts';

/** Whoever tells of a cart asks each record of the person. */
export const cartsFollower = defineMergeFollower({
  capability: 'carts',
  items: ['CART'],
  merge: 'stays',
  undo: 'stays',
});
