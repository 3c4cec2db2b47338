import { addMs, hoursMs } from '../platform/clock.ts';
import type { SequenceId, StepId } from '../platform/ids.ts';
import type { MomentBound } from './rules-moments.ts';
import { type LimitSlots, roomBeside } from './rules-room.ts';
import { earliestOf, later } from './rules-time.ts';

/** A mail at which an enrolment rests. */
export interface DueMail {
  readonly sequenceId: SequenceId;
  readonly run: number;
  readonly stepId: StepId;
  readonly dueAt: Date;
  /** Of its sequence: 1 before 9. */
  readonly priority: number;
  /** Of its template; a service mail needs no topic. */
  readonly purpose: 'service' | 'advertising';
  readonly topic: string | null;
  /** Nobody sends anything of its sequence for now. */
  readonly isPaused: boolean;
  /** For how long after it was due it is of use. */
  readonly usefulMs: number;
  /** What it comes before. @default - nothing */
  readonly moment?: MomentBound | null;
}

/** What decides about the mails of one lead, beside their sequences. */
export interface Receiver {
  /** False where there is no address, or it does not take mails. */
  readonly isReachable: boolean;
  readonly isDisqualified: boolean;
  /** Agreed to be written to about what they asked. */
  readonly mayBeContacted: boolean;
  readonly refusedAll: boolean;
  readonly refusedTopics: readonly string[];
  /** Topics of advertising that the person confirmed by a button. */
  readonly confirmedTopics: readonly string[];
  /** The person asked for no advertising until then. */
  readonly pausedUntil: Date | null;
  /** The person is away until then, as their mailbox says. @default - nothing is known of it */
  readonly awayUntil?: Date | null;
  /** A colleague talks to the person: until then no advertising comes between. */
  readonly heldUntil: Date | null;
  /** When each slot for advertising in the person's mailbox is free: one or more, for each mail that they may get within a day. */
  readonly slotsFreeAt: readonly Date[];
  /** How long a mail keeps its slot. */
  readonly slotMs: number;
  /** The slots of the longer span for which the company promised a number of mails; null: it promised none. */
  readonly promised: LimitSlots | null;
  /** Returns the moment of the person's day, `at` or later, at which a mail may arrive. */
  readonly byDay: (at: Date) => Date;
}

/** Why a mail is never sent; `tooLate`: it would come when it is of no use any more, `momentOver`: after what it is to come before. */
export type SkipReason =
  | 'noAddress'
  | 'disqualified'
  | 'noConsent'
  | 'refusedAll'
  | 'refusedTopic'
  | 'notConfirmed'
  | 'tooLate'
  | 'momentOver';
/** What a mail waits for. */
export type WaitReason = 'sequencePaused' | 'moment' | 'personPaused' | 'personAway' | 'colleague' | 'mailbox' | 'mailboxPromise' | 'night';

/** How often a mail of a paused sequence is looked at: nothing needs to say that the sequence is on again, nor that its run is to end. */
const pausedLookMs = 6 * hoursMs;

/** The moment that a mail is planned for, or looked at again, and what it waits for until then. */
interface Slot {
  readonly at: Date;
  readonly waitsFor: WaitReason | null;
}

/** A mail with what is to become of it: it goes now where its moment has come. */
export type PlannedSequenceMail = DueMail &
  (({ readonly act: 'send' } & Slot) | ({ readonly act: 'hold' } & Slot) | { readonly act: 'skip'; readonly reason: SkipReason });

/**
 * Plans the mails of one lead that are due by `at`: the most urgent sequence first, then what was due earliest, then by id. Each takes the
 * earliest slot that those before it left, also one before a mail that waits for a moment of its own, where it has rested again by then.
 */
export function planMails(mails: readonly DueMail[], receiver: Receiver, at: Date): PlannedSequenceMail[] {
  const taken: Date[] = [];
  return mails
    .filter(({ dueAt }) => dueAt <= at)
    .sort(inOrder)
    .map((mail): PlannedSequenceMail => {
      const reason = skipReason(mail, receiver);
      if (reason) return { ...mail, act: 'skip', reason };
      if (mail.isPaused) return { ...mail, act: 'hold', at: addMs(at, pausedLookMs), waitsFor: 'sequencePaused' };
      const planned = earliest(mail, receiver, taken, at);
      const late = lateReason(mail, receiver, later(planned.at, at));
      if (late) return { ...mail, act: 'skip', reason: late };
      if (mail.purpose === 'advertising') taken.push(later(planned.at, at));
      return { ...mail, act: 'send', ...planned };
    });
}

function inOrder(one: DueMail, other: DueMail): number {
  const name = ({ sequenceId, run, stepId }: DueMail) => `${sequenceId}.${run}.${stepId}`;
  const [first, second] = [name(one), name(other)];
  return one.priority - other.priority || one.dueAt.getTime() - other.dueAt.getTime() || (first < second ? -1 : Number(first > second));
}

function skipReason({ purpose, topic }: DueMail, receiver: Receiver): SkipReason | null {
  if (!receiver.isReachable) return 'noAddress';
  if (receiver.isDisqualified) return 'disqualified';
  if (purpose === 'service') return receiver.mayBeContacted ? null : 'noConsent';
  if (receiver.refusedAll) return 'refusedAll';
  if (topic !== null && receiver.refusedTopics.includes(topic)) return 'refusedTopic';
  return topic !== null && receiver.confirmedTopics.includes(topic) ? null : 'notConfirmed';
}

/** Whoever asks for a rest, or is away, expects the rest of the mails behind it: that does not count, and neither does waiting for a moment that was moved. */
function lateReason(mail: DueMail, { pausedUntil, awayUntil = null }: Receiver, at: Date): 'tooLate' | 'momentOver' | null {
  const { purpose, dueAt, usefulMs, moment = null } = mail;
  if (moment === 'over' || (moment && at >= moment.notAfter)) return 'momentOver';
  const rests = purpose === 'advertising' ? [pausedUntil, awayUntil] : [];
  const rested = rests.reduce<Date>((latest, rest) => (rest ? later(latest, rest) : latest), dueAt);
  const asked = moment ? later(rested, moment.notBefore) : rested;
  return at > addMs(asked, usefulMs) ? 'tooLate' : null;
}

/**
 * Counts from when the mail is due, so that seconds in queues do not add up. What moved it last is what it waits for.
 * @param taken the moments of the advertising mails that go before
 */
function earliest(mail: DueMail, receiver: Receiver, taken: readonly Date[], at: Date): Slot {
  const { slotsFreeAt, slotMs, promised, byDay } = receiver;
  const limits = { day: { freeAt: slotsFreeAt, restMs: slotMs }, promised };
  let slot = earliestAlone(mail, receiver, at);
  if (mail.purpose === 'service') return slot;
  for (;;) {
    const from = later(slot.at, at);
    const room = roomBeside(taken, limits, from);
    if (room.at <= from) return slot;
    slot = nightAt(room.at, byDay) ?? room;
  }
}

function earliestAlone(
  { purpose, dueAt, moment }: DueMail,
  { heldUntil, pausedUntil, awayUntil = null, byDay, slotsFreeAt, promised }: Receiver,
  at: Date,
): Slot {
  const isAdvertising = purpose === 'advertising';
  const bounds: readonly (readonly [WaitReason, Date | null])[] = [
    ['moment', moment && moment !== 'over' ? moment.notBefore : null],
    ['colleague', isAdvertising ? heldUntil : null],
    ['personPaused', isAdvertising ? pausedUntil : null],
    ['personAway', isAdvertising ? awayUntil : null],
    ['mailbox', isAdvertising ? earliestOf(...slotsFreeAt) : null],
    ['mailboxPromise', isAdvertising && promised ? earliestOf(...promised.freeAt) : null],
  ];
  const free = bounds.reduce<Slot>((slot, [waitsFor, bound]) => (bound && bound > slot.at ? { at: bound, waitsFor } : slot), {
    at: dueAt,
    waitsFor: null,
  });
  const planned = nightAt(free.at, byDay) ?? free;
  // One that is late may come at night though it was due by day.
  return (planned.at > at ? null : nightAt(at, byDay)) ?? planned;
}

function nightAt(at: Date, byDay: Receiver['byDay']): Slot | null {
  const morning = byDay(at);
  return morning > at ? { at: morning, waitsFor: 'night' } : null;
}

type SlotsOf = Pick<Receiver, 'slotsFreeAt' | 'slotMs' | 'promised'>;

/** Returns the slots of a mailbox with a mail in the one of each limit that was free first. */
export function withSlotsTaken({ slotsFreeAt, slotMs, promised }: SlotsOf, at: Date): SlotsOf {
  return {
    slotMs,
    slotsFreeAt: withSlotTaken(slotsFreeAt, addMs(at, slotMs)),
    promised: promised && { ...promised, freeAt: withSlotTaken(promised.freeAt, addMs(at, promised.restMs)) },
  };
}

function withSlotTaken(slots: readonly Date[], freeAgain: Date): Date[] {
  const first = earliestOf(...slots).getTime();
  const taken = slots.findIndex((slot) => slot.getTime() === first);
  return slots.map((slot, place) => (place === taken ? freeAgain : slot));
}
