import { addMs } from '../platform/clock.ts';

/** The slots of one limit of a mailbox: when each is free, and how long a mail keeps one. */
export interface LimitSlots {
  readonly freeAt: readonly Date[];
  readonly restMs: number;
}

/**
 * Returns the first moment from `from` on at which a mailbox has room for a mail by each of its limits, beside mails that have their moments
 * already: before one of those only where it keeps its own.
 */
export function roomBeside(
  taken: readonly Date[],
  limits: { readonly day: LimitSlots; readonly promised: LimitSlots | null },
  from: Date,
): { readonly at: Date; readonly waitsFor: 'mailbox' | 'mailboxPromise' } {
  const at = firstFit(limits.day, taken, from);
  const kept = limits.promised ? firstFit(limits.promised, taken, at) : at;
  if (kept <= at) return { at, waitsFor: 'mailbox' };
  // A moment that suits one limit may be none by the other.
  const room = roomBeside(taken, limits, kept);
  return room.at > kept ? room : { at: kept, waitsFor: 'mailboxPromise' };
}

function firstFit(limit: LimitSlots, taken: readonly Date[], from: Date): Date {
  const ends = [...limit.freeAt, ...taken.map((at) => addMs(at, limit.restMs))].filter((at) => at > from);
  const moments = [from, ...ends.toSorted((one, other) => one.getTime() - other.getTime())];
  return moments.find((at) => fits(limit, taken, at)) ?? from;
}

/** Where more mails rest at once than there are slots, one of them begins to. */
function fits({ freeAt, restMs }: LimitSlots, taken: readonly Date[], at: Date): boolean {
  const begins = [at, ...taken.filter((other) => other > at && other < addMs(at, restMs))];
  return begins.every((moment) => {
    const stored = freeAt.filter((free) => free > moment);
    const others = taken.filter((other) => other <= moment && addMs(other, restMs) > moment);
    return stored.length + others.length < freeAt.length;
  });
}
