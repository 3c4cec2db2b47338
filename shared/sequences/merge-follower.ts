import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** A lead that is part of another one leaves its sequences. */
export const enrolmentsFollower = defineMergeFollower({
  capability: 'sequences',
  items: [keys.enrolmentPrefix],
  merge: 'workedOut',
  undo: 'stays',
});
