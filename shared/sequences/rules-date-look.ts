import { addMs, daysMs } from '../platform/clock.ts';
import { type DateId, EntryId, type SequenceId } from '../platform/ids.ts';
import { nextTimeOfDay } from './rules-time.ts';
import type { SequenceConfig } from './sequence-config.ts';

/** Early enough that whoever is put in gets the mails of the morning. */
const timeOfLook = '05:00';

/** A day that is so late is not made up for: a wish comes in time, or not at all. */
const madeUpMs = 2 * daysMs;

/** Leads that are put into sequences so many days after one of their days, or before it. */
export interface DateTrigger {
  readonly dateId: DateId;
  readonly offsetDays: number;
  readonly sequenceIds: readonly SequenceId[];
}

/** Lists what each day is looked at for, each day of a lead and distance once. Sequences that are paused put in nobody. */
export function dateTriggersOf(sequences: Iterable<Pick<SequenceConfig, 'id' | 'state' | 'triggers'>>): DateTrigger[] {
  const found = new Map<string, DateTrigger>();
  for (const { id, state, triggers } of sequences) {
    for (const trigger of triggers) {
      if (trigger.on !== 'date' || state !== 'on') continue;
      const { date: dateId, offsetDays = 0 } = trigger;
      const known = found.get(`${dateId} ${offsetDays}`)?.sequenceIds ?? [];
      found.set(`${dateId} ${offsetDays}`, { dateId, offsetDays, sequenceIds: [...new Set([...known, id])] });
    }
  }
  return [...found.values()];
}

/** Returns the first moment after another at which a day is looked at. */
export function nextLook(after: Date, timeZone: string): Date {
  return nextTimeOfDay(addMs(after, 1), timeOfLook, undefined, timeZone);
}

/** Tells whether a look that was due is too late to be made up for. */
export const isTooLate = (dueAt: Date, now: Date): boolean => now.getTime() - dueAt.getTime() > madeUpMs;

/** Returns the look that follows on another: that of the day after, or, behind a standstill, the first that is made up for. */
export function followingLook(dueAt: Date, now: Date, timeZone: string): Date {
  const next = nextLook(dueAt, timeZone);
  return isTooLate(next, now) ? nextLook(addMs(now, -madeUpMs - 1), timeZone) : next;
}

/** Returns what puts a lead in by a day of its own: the same one each time that day is looked at, and another one each year. */
export function causeOfDay(dateId: DateId, day: string): EntryId {
  return EntryId.parse(`date/${dateId}/${day.slice(0, 'yyyy'.length)}`);
}
