import type { LoggedCall } from '../call-log/index.ts';
import { addMs, daysMs, minutesMs, secondsMs } from '../platform/clock.ts';
import { digest, type LeadId } from '../platform/ids.ts';
import { localSeconds, reachesLocal } from '../platform/zones.ts';
import type { Task } from '../tasks/index.ts';
import { afterQuietHours } from './rules-quiet.ts';

/** What waited for the morning goes out within so long from seven on: all at once would be a queue of hours, and a look like spam. */
const morningMinutes = 120;
/** A call that was asked for and is overdue for longer was forgotten: nobody talks to the person. */
const forgottenMs = 7 * daysMs;
const daySeconds = daysMs / secondsMs;

/**
 * Returns a lead's function of the moment, `at` or later, at which a mail may arrive: `at` itself by day, else in the morning, at a minute between
 * 07:00 and 09:00 that is the same whenever it is asked for.
 */
export function byDayOf(leadId: LeadId, timeZone: string): (at: Date) => Date {
  return (at) => {
    const morning = afterQuietHours(at, timeZone);
    return morning > at ? addMs(morning, minuteOf(leadId, morning) * minutesMs) : at;
  };
}

function minuteOf(leadId: LeadId, morning: Date): number {
  const bytes = Buffer.from(digest(leadId, morning.toISOString()), 'base64url');
  return bytes.readUInt32BE(0) % morningMinutes;
}

/** What tells whether a colleague talks to a person. */
export interface Talk {
  readonly tasks: readonly Pick<Task, 'reason' | 'status' | 'kind' | 'dueAt'>[];
  readonly lastCall: Pick<LoggedCall, 'at'> | undefined;
}

/**
 * Returns the end of the person's day where a colleague talks to them: a call was logged today, or one is promised. Null where nobody does. Asked
 * again the day after, so that a promised call holds mails until it was made.
 */
export function heldUntil({ tasks, lastCall }: Talk, timeZone: string, now: Date): Date | null {
  const day = (at: Date) => Math.floor(localSeconds(timeZone, Math.floor(at.getTime() / secondsMs)) / daySeconds);
  const today = day(now);
  const calledToday = lastCall !== undefined && day(new Date(lastCall.at)) >= today;
  const isPromised = tasks.some(
    ({ reason, status, dueAt }) => reason === 'callback' && status === 'open' && Date.parse(dueAt) > now.getTime() - forgottenMs,
  );
  return calledToday || isPromised ? new Date(reachesLocal(timeZone, (today + 1) * daySeconds) * secondsMs) : null;
}
