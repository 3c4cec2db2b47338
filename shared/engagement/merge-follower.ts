import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** What was done with a mail goes along with the mail, by what shared/mail finds. */
export const engagementsFollower = defineMergeFollower({
  capability: 'engagement',
  items: [keys.engagementPrefix],
  merge: 'stays',
  undo: 'written',
});
