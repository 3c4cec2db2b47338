/** Traces that a beacon leaves, for whoever looks on from outside. */

/** How the keys of what a visitor left begin in the table's stream; the visitor's id follows. */
export const visitorPartition = 'VISITOR#';

/** How the sort keys of packs of events begin: what was taken of one beacon, deflated JSON in `events`. */
export const eventPackSort = 'EVENTS#';

/** The message of the line that ends each batch of beacons in the log of track-visits. */
export const beaconsTaken = 'beacons taken';
