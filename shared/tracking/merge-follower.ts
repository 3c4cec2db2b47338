import { defineMergeFollower } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';

/** A device is known by the record under which it was linked. */
export const devicesFollower = defineMergeFollower({
  capability: 'tracking',
  items: [keys.visitorLinkPrefix, 'MAILDEVICES'],
  merge: 'stays',
  undo: 'stays',
});
