import type { RequestKind } from '../../api/rights/rights-words.ts';
import { addWorkingMs, type Calendar, nextDay, nextWorkingDayAt, workingMsBetween } from '../calendar/index.ts';
import { addMs, hoursMs } from '../platform/clock.ts';

/** Days within which a request is answered, with and without others who have a part in it, and by which it may be extended once (Decree 356/2025 Art. 5). */
const daysOf: Readonly<Record<RequestKind, { readonly alone: number; readonly withProcessors: number; readonly extension: number }>> = {
  view: { alone: 10, withProcessors: 15, extension: 10 },
  correct: { alone: 10, withProcessors: 15, extension: 10 },
  provide: { alone: 10, withProcessors: 15, extension: 10 },
  withdraw: { alone: 15, withProcessors: 20, extension: 15 },
  restrict: { alone: 15, withProcessors: 20, extension: 15 },
  object: { alone: 15, withProcessors: 20, extension: 15 },
  delete: { alone: 20, withProcessors: 30, extension: 20 },
};

const workingDaysToAcknowledge = 2;
const hoursToNotify = 72;

/** What of a request says until when it is to be answered. */
export interface DueOf {
  readonly kind: RequestKind;
  readonly receivedAt: Date;
  readonly withProcessors: boolean;
  readonly isExtended: boolean;
}

/** Returns the first moment that is too late to acknowledge a request: the end of the second working day after the one on which it came. */
export function acknowledgeBy(receivedAt: Date, calendar: Calendar): Date {
  let end = nextDay(calendar, receivedAt);
  for (let days = 0; days < workingDaysToAcknowledge; days += 1) end = nextDay(calendar, nextWorkingDayAt(calendar, end, '00:00'));
  return end;
}

/**
 * Returns the first moment that is too late to answer a request: the end of its last day. Days are those of the calendar, holidays among them: the law
 * may give until the next working day where the last one is none, and whoever does not rely on that is never late.
 */
export function answerBy({ kind, receivedAt, withProcessors, isExtended }: DueOf, calendar: Pick<Calendar, 'timeZone'>): Date {
  const { alone, withProcessors: together, extension } = daysOf[kind];
  const days = (withProcessors ? together : alone) + (isExtended ? extension : 0);
  let end = nextDay(calendar, receivedAt);
  for (let day = 0; day < days; day += 1) end = nextDay(calendar, end);
  return end;
}

/** Returns the moment until which the authority is to know of a breach. */
export const notifyBy = (detectedAt: Date): Date => addMs(detectedAt, hoursToNotify * hoursMs);

/** Parts of a time after which somebody is reminded. */
export const remindedAt = [50, 90] as const;
export type RemindedAt = (typeof remindedAt)[number];

/** Returns the moment at which so much of the working time is over: nobody reads a reminder in the night, or at Tết. Where no time is worked, of all of it. */
export function reminderAt(from: Date, due: Date, percent: number, calendar: Calendar): Date {
  const worked = workingMsBetween(calendar, from, due);
  return worked === 0 ? passedAt(from, due, percent) : addWorkingMs(calendar, from, (worked * percent) / 100);
}

/** Returns the moment at which so much of the time between two moments is over. */
export function passedAt(from: Date, due: Date, percent: number): Date {
  return addMs(from, Math.round(((due.getTime() - from.getTime()) * percent) / 100));
}
