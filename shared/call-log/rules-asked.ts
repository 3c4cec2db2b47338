import { addMs, daysMs, isoTime } from '../platform/clock.ts';
import type { FieldFault } from '../platform/errors.ts';
import type { OutcomeConfig } from './outcome-config.ts';

/** How long ago a call may have been when it is logged. */
const oldestCallDays = 30;
/** How far ahead somebody may be called again. */
const latestCallbackDays = 366;
/** Clocks of phones are wrong at times, by the hours of another zone as well. */
const clockDriftMs = daysMs;

/** When a call was, and when the person wants to be called again. */
export interface CallTimes {
  readonly at: string;
  readonly callbackAt: string | null;
}

/**
 * Returns the times of a call as they are kept: without a time it was now, and no call was later than now. A time to call again that passed while
 * the outcome waited for a network is due at once.
 */
export function timesOf(asked: { readonly at?: string | undefined; readonly callbackAt?: string | undefined }, now: Date): CallTimes {
  const { at = isoTime(now), callbackAt } = asked;
  return {
    at: isoTime(new Date(Math.min(Date.parse(at), now.getTime()))),
    callbackAt: callbackAt === undefined ? null : isoTime(new Date(Math.max(Date.parse(callbackAt), now.getTime() + 1))),
  };
}

/** Names what is wrong with a call that somebody logs. `outcome`: undefined for one that is not configured. */
export function faultsOf(
  asked: { readonly at?: string | undefined; readonly callbackAt?: string | undefined },
  outcome: Pick<OutcomeConfig, 'isFinal'> | undefined,
  known: readonly string[],
  now: Date,
): FieldFault[] {
  const { at, callbackAt } = asked;
  const isWithin = (moment: string, from: Date, to: Date) => Date.parse(moment) >= from.getTime() && Date.parse(moment) <= to.getTime();
  const faults: FieldFault[] = [];
  if (!outcome) faults.push({ path: 'outcome', message: `one of ${known.join(', ')}` });
  if (at !== undefined && !isWithin(at, addMs(now, -oldestCallDays * daysMs), addMs(now, clockDriftMs))) {
    faults.push({ path: 'at', message: `not later than now, and at most ${oldestCallDays} days ago` });
  }
  const calledAt = new Date(Math.min(at === undefined ? now.getTime() : Date.parse(at), now.getTime()));
  if (callbackAt !== undefined && !isWithin(callbackAt, addMs(calledAt, 1), addMs(now, latestCallbackDays * daysMs))) {
    faults.push({ path: 'callbackAt', message: 'later than the call, within a year' });
  }
  if (callbackAt !== undefined && outcome?.isFinal)
    faults.push({ path: 'callbackAt', message: 'nobody is called again after this outcome' });
  return faults;
}
