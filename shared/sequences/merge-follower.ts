import { defineMergeFollower, type FindFollowing, partitionsOf } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';
import { readEnrolments } from './enrolment-store.ts';

/** Finds what the other lead left by the merge. Nobody begins it again: what its steps were for may be long over, and a mail too few harms less. */
const leftByMerge: FindFollowing = async ({ spans, loser }, { table }) => {
  const mergedAt = spans[0]?.since ?? '';
  const runs = (await Promise.all(partitionsOf(loser).map((leadId) => readEnrolments(table, leadId)))).flat();
  const left = runs.filter(({ ended }) => ended?.reason === 'merged' && ended.at >= mergedAt);
  return { items: [], sequencesLeft: left.map(({ sequenceId }) => sequenceId) };
};

/** A lead that is part of another one leaves its sequences. */
export const enrolmentsFollower = defineMergeFollower({
  capability: 'sequences',
  items: [keys.enrolmentPrefix],
  merge: 'workedOut',
  undo: leftByMerge,
});
