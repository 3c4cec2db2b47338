import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** Whoever asks of a person asks each record. That they have one place at an event is seen to once the merge stands, and once it is undone. */
export const registrationsFollower = defineMergeFollower({
  capability: 'registrations',
  items: [keys.registrationPrefix],
  merge: 'stays',
  undo: 'stays',
});
