export { type Arrival, readBeacon, type ShownEvent } from './beacon.ts';
export type { LeadNews } from './news.ts';
export { type BeaconRow, keptRows, type LinkRow, type VisitListener, type VisitRow, Visits } from './visits.ts';
