import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** What was done with a mail lies beside it. */
export const engagementsFollower = defineMergeFollower({
  capability: 'engagement',
  items: [keys.engagementPrefix],
  merge: 'stays',
  undo: 'stays',
});
