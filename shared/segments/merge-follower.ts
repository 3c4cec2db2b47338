import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** A lead that is part of another one is in segments as that one; lists that are kept by hand follow by `followLists`. */
export const segmentsFollower = defineMergeFollower({
  capability: 'segments',
  items: [keys.segmentPrefix, 'LEADSEGS'],
  merge: 'workedOut',
  undo: 'workedOut',
});
