import type { FormEvent } from '../capture/event-config.ts';
import { addMs, hoursMs } from '../platform/clock.ts';
import type { EventLedger } from './ledger.ts';
import type { Registration } from './registration.ts';

/** Tells whether somebody has a place at an edition of the event, or waits for one. */
export const isActive = ({ state, edition }: Pick<Registration, 'state' | 'edition'>, now: Pick<Registration, 'edition'>): boolean =>
  edition === now.edition && (state === 'confirmed' || state === 'waiting');

/** How many places are taken, and how many people wait. */
export type Counts = Pick<EventLedger, 'taken' | 'waiting'>;

export type Arrival =
  | { readonly state: 'confirmed' | 'waiting'; readonly reason: 'posted' | 'full' }
  | { readonly state: 'refused'; readonly reason: 'full' | 'closed' | 'calledOff' };

/** Tells whether people may still register. */
export function closedBy({ calledOff, closesAt, endsAt }: FormEvent, now: Date): 'calledOff' | 'closed' | null {
  if (calledOff) return 'calledOff';
  return now.toISOString() > (closesAt ?? endsAt) ? 'closed' : null;
}

/** Decides about somebody who registers. Nobody passes those who wait, also while a place is free that goes to the first of them. */
export function decideArrival(event: FormEvent, { taken, waiting }: Counts, arrivedAt: Date): Arrival {
  const closed = closedBy(event, arrivedAt);
  if (closed) return { state: 'refused', reason: closed };
  if (taken < event.capacity && waiting === 0) return { state: 'confirmed', reason: 'posted' };
  return event.waitingList ? { state: 'waiting', reason: 'full' } : { state: 'refused', reason: 'full' };
}

/** Tells whether somebody who comes without having registered gets a place by the rules: one is free, and nobody waits for it. */
export const isRoomAtDoor = ({ capacity }: FormEvent, { taken, waiting }: Counts): boolean => taken < capacity && waiting === 0;

/** How registration for an event stands, as its page says it; `few`: a tenth of the places at most. No number: people would race for it. */
export type EventStanding = 'open' | 'few' | 'waitingList' | 'full' | 'closed' | 'over' | 'calledOff';

/** Tells how registration stands for whoever would register now. */
export function standingOf(event: FormEvent, { taken, waiting }: Counts, now: Date): EventStanding {
  if (!event.calledOff && now.toISOString() > event.endsAt) return 'over';
  const arrival = decideArrival(event, { taken, waiting }, now);
  if (arrival.state === 'refused') return arrival.reason;
  if (!event.tellsPlaces) return 'open';
  if (arrival.state === 'waiting') return 'waitingList';
  return (event.capacity - taken) * 10 <= event.capacity ? 'few' : 'open';
}

/** Tells whether whoever waits longest gets a place now. */
export function isPlaceFree({ capacity, calledOff, endsAt }: FormEvent, { taken, waiting }: Counts, now: Date): boolean {
  return !calledOff && now.toISOString() < endsAt && waiting > 0 && taken < capacity;
}

/** A post, as far as it may register its person. */
interface RegisteringPost {
  readonly submissionId: string;
  readonly receivedAt: string;
}

/**
 * Tells whether a post registers its person anew: not while they have a place or wait for one, and not where it is the post that did before, or one from before
 * they gave it back, however late it is heard of.
 */
export function registersAnew(
  known: readonly Registration[],
  ledger: Pick<EventLedger, 'edition'>,
  { submissionId, receivedAt }: RegisteringPost,
): boolean {
  return known.every(
    (one) =>
      !isActive(one, ledger) &&
      one.submission.submissionId !== submissionId &&
      receivedAt > (one.state === 'cancelled' ? one.since : one.arrivedAt),
  );
}

/** Of registrations of one person for one event: the one that stays; undefined where none is active. A place goes before waiting, then who came first. */
export function keptOf(known: readonly Registration[], ledger: Pick<EventLedger, 'edition'>): Registration | undefined {
  const rank = ({ attendedAt, state, arrivedAt }: Registration) =>
    `${attendedAt === undefined ? 1 : 0}${state === 'confirmed' ? 0 : 1}${arrivedAt}`;
  return known.filter((one) => isActive(one, ledger)).toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))[0];
}

/** When whoever has a place is reminded, as far as that is to come, with how long before the beginning. */
export function remindersOf({ startsAt, remindHoursBefore }: FormEvent, now: Date): { readonly hours: number; readonly at: Date }[] {
  return [...new Set(remindHoursBefore)]
    .map((hours) => ({ hours, at: addMs(new Date(startsAt), -hours * hoursMs) }))
    .filter(({ at }) => at > now);
}

/** Returns the ledger after a registration for its edition changed. */
export function countedWith(ledger: EventLedger, before: Registration | null, after: Registration): EventLedger {
  const was = before?.edition === ledger.edition ? before : null;
  const change = (state: Registration['state']) => Number(after.state === state) - Number(was?.state === state);
  const came = Number(after.attendedAt !== undefined) - Number(was?.attendedAt !== undefined);
  return {
    ...ledger,
    version: ledger.version + 1,
    taken: ledger.taken + change('confirmed'),
    waiting: ledger.waiting + change('waiting'),
    attended: ledger.attended + came,
  };
}
