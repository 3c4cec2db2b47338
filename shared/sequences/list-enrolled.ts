import type { SequenceId } from '../platform/ids.ts';
import { indexes, indexKeys } from '../platform/keys.ts';
import type { Listing } from '../platform/walk-index.ts';

/** Lists the leads that are in a sequence, by when they were put in, those first that are in it longest. */
export const byEnrolling = (sequenceId: SequenceId): Listing => ({
  index: indexes.gsi3,
  partitions: indexKeys.enrolledPartitions(sequenceId),
  order: 'oldestFirst',
});
