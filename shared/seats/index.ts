export { followSubject } from './follow-subject.ts';
export { Seat } from './record.ts';
export { type Move, moveSubject, type SeatChange } from './rules-seats.ts';
export { markRevealed, parseSeat, readSeat, readSeats, seatsOf, subjectsAt, writeSeat } from './store.ts';
export { byActivity, type CreationWish, walkByCreation } from './walk-by-creation.ts';
