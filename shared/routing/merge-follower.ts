import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** The assignment of the one that becomes part of the other ends, and begins anew when they part. */
export const assignmentsFollower = defineMergeFollower({
  capability: 'routing',
  items: ['ASSIGN#'],
  merge: 'written',
  undo: 'written',
});

/** What was decided stays as it was decided. */
export const decisionsFollower = defineMergeFollower({
  capability: 'routing',
  items: [keys.decisionPrefix, 'DECLINE#'],
  merge: 'stays',
  undo: 'stays',
});
