import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** What SES tells of a mail finds it where it was begun. */
export const mailsFollower = defineMergeFollower({
  capability: 'mail',
  items: [keys.mailPrefix],
  merge: 'stays',
  undo: 'stays',
});
