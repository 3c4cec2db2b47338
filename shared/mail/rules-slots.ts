import type { CompanyConfig } from '../company/company-config.ts';
import { daysMs } from '../platform/clock.ts';

/** How many advertising mails a mailbox may get within any 24 hours: Decree 91/2020, article 13, for each advertiser. */
const mostAdvertising = 3;

/** How many advertising mails the company sends to a mailbox. */
export interface AdvertisingLimits {
  /** In 24 hours; never more than the law lets it. */
  readonly mostPerDay: number;
  /** What the company promised over a longer span. @default - nothing */
  readonly atMost?: { readonly mails: number; readonly days: number } | undefined;
}

/** Returns how many advertising mails a company sends to a mailbox. */
export const advertisingLimits = ({
  advertisingPerDay,
  advertisingAtMost,
}: Pick<CompanyConfig, 'advertisingPerDay' | 'advertisingAtMost'>): AdvertisingLimits => ({
  mostPerDay: advertisingPerDay,
  atMost: advertisingAtMost,
});

/** The last advertising mail that took a slot. */
export interface Slot {
  readonly at: string;
  /** Which mail of which lead: leads who share a mailbox get mails of the same id. */
  readonly holder: string;
}

/** A mailbox's slots by their numbers; a number without one was never taken, or given back. */
export type Slots = Readonly<Partial<Record<number, Slot>>>;

/** How many advertising mails a mailbox may get in a span of time. */
export interface SlotLimit {
  readonly mails: number;
  /** The span, and the lease in which a claimed mail may still be on its way to SES. */
  readonly restMs: number;
}

/** Returns the limit of any 24 hours. `mostPerDay`: the company may want fewer than the law lets it. */
export const dayLimit = (mostPerDay: number, leaseMs: number): SlotLimit => ({
  mails: Math.min(mostAdvertising, mostPerDay),
  restMs: daysMs + leaseMs,
});

/** A slot that a mail may take, and what must still stand in it then; or from when on there is one. */
export type FoundSlot = { readonly slot: number; readonly stands: Slot | undefined } | { readonly freeAt: Date };

/**
 * Finds the slot that has rested longest. A slot takes one mail in the span and the lease, so that as many slots as there are make as many mails
 * in any such span, whichever moments one looks at. A mail that holds a slot takes it again: SES surely did not take it the time before. Slots
 * beyond the limit were taken while it was higher: each that still rests leaves one less.
 */
export function findSlot(slots: Slots, holder: string, now: Date, limit: SlotLimit): FoundSlot {
  const numbers = Array.from({ length: limit.mails }, (_, number) => number);
  const own = numbers.find((number) => slots[number]?.holder === holder);
  if (own !== undefined) return { slot: own, stands: slots[own] };
  const freeAt = new Date(Math.min(...freeAtOf(slots, holder, limit).map((at) => at.getTime())));
  if (freeAt > now) return { freeAt };
  const [slot = 0] = numbers.toSorted((one, other) => takenAt(slots[one]) - takenAt(slots[other]) || one - other);
  return { slot, stands: slots[slot] };
}

const takenAt = (slot: Slot | undefined): number => (slot ? Date.parse(slot.at) : Number.NEGATIVE_INFINITY);

/** Returns when each slot is free for a mail, one that the mail holds itself at any time; as many as the limit lets a mailbox get. */
export function freeAtOf(slots: Slots, holder: string | null, { mails, restMs }: SlotLimit): Date[] {
  const rest = Object.values(slots).flatMap((slot) => (slot === undefined || slot.holder === holder ? [] : [takenAt(slot) + restMs + 1]));
  const latest = rest.toSorted((one, other) => other - one).slice(0, mails);
  return Array.from({ length: mails }, (_, place) => new Date(latest[place] ?? 0));
}
