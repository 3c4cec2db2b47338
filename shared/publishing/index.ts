export { type Bus, type BusEvent, openBus } from './bus.ts';
export { busEventOf, type NewItem, type PublishParts, publishChanges } from './publish-changes.ts';
export { type RepublishReport, republish } from './republish.ts';
