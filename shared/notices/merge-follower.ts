import { defineMergeFollower } from '../leads/index.ts';

/** Keeps a rep from hearing the same thing twice. */
export const toldFollower = defineMergeFollower({
  capability: 'notices',
  items: ['TOLD#'],
  merge: 'stays',
  undo: 'stays',
});
