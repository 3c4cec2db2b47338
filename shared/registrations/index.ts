export { asksForRegistrations } from './asks.ts';
export { calendarOf, shownCode, whenOf, whereOf } from './event-words.ts';
export { type EventLedger, readLedger } from './ledger.ts';
export { placeUrl } from './link.ts';
export { type Registration, readRegistration } from './registration.ts';
export { hasEvent } from './requests.ts';
export { settleAfterPublication } from './settle-work.ts';
export { givePlaceBack, type PlacePage, type PlaceParts, showCalendar, showPlace } from './show-place.ts';
