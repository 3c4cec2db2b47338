import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** A need names its lead in its id. */
export const needsFollower = defineMergeFollower({
  capability: 'needs',
  items: [keys.opportunityPrefix],
  merge: 'stays',
  undo: 'stays',
});
