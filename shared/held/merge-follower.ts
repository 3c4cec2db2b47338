import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** It is performed where it lies, and finds the record that is left. */
export const heldActsFollower = defineMergeFollower({ capability: 'held', items: [keys.heldActPrefix], merge: 'stays', undo: 'stays' });
