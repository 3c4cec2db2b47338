import { daysMs } from '../platform/clock.ts';

/** How many advertising mails a mailbox may get within any 24 hours: Decree 91/2020, article 13, for each advertiser. */
export const mostAdvertising = 3;

/** The last advertising mail that took a slot. */
export interface Slot {
  readonly at: string;
  /** Which mail of which lead: leads who share a mailbox get mails of the same id. */
  readonly holder: string;
}

/** A mailbox's slots by their numbers; a number without one was never taken, or given back. */
export type Slots = Readonly<Partial<Record<number, Slot>>>;

/** A slot that a mail may take, and what must still stand in it then; or from when on there is one. */
export type FoundSlot = { readonly slot: number; readonly stands: Slot | undefined } | { readonly freeAt: Date };

/**
 * Finds the slot that has rested longest. A slot takes one mail in 24 hours and the `leaseMs` in which a claimed mail may still be on its way
 * to SES, so that as many slots as there are make as many mails in any 24 hours, whichever moments one looks at. A mail that holds a slot takes
 * it again: SES surely did not take it the time before. `mostPerDay`: the company may want fewer than the law lets it.
 */
export function findSlot(
  slots: Slots,
  holder: string,
  now: Date,
  options: { readonly mostPerDay: number; readonly leaseMs: number },
): FoundSlot {
  const numbers = Array.from({ length: Math.min(mostAdvertising, options.mostPerDay) }, (_, number) => number);
  const own = numbers.find((number) => slots[number]?.holder === holder);
  if (own !== undefined) return { slot: own, stands: slots[own] };
  const [slot = 0] = numbers.toSorted((one, other) => takenAt(slots[one]) - takenAt(slots[other]) || one - other);
  const freeAt = takenAt(slots[slot]) + daysMs + options.leaseMs;
  return freeAt < now.getTime() ? { slot, stands: slots[slot] } : { freeAt: new Date(freeAt + 1) };
}

const takenAt = (slot: Slot | undefined): number => (slot ? Date.parse(slot.at) : Number.NEGATIVE_INFINITY);

/** Returns when each slot is free for a mail, one that the mail holds itself at any time. */
export function freeAtOf(slots: Slots, holder: string | null, options: { readonly mostPerDay: number; readonly leaseMs: number }): Date[] {
  return Array.from({ length: Math.min(mostAdvertising, options.mostPerDay) }, (_, number) => {
    const slot = slots[number];
    return new Date(slot === undefined || slot.holder === holder ? 0 : takenAt(slot) + daysMs + options.leaseMs + 1);
  });
}
