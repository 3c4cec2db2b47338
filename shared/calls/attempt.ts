import { addMs, isoTime, minutesMs, secondsMs } from '../platform/clock.ts';
import type { Attempt, Call } from './record.ts';
import type { CallOutcome, CallResult } from './rules-result.ts';
import { waitAfter } from './rules-retry.ts';

/** Longer than the function may run: an attempt that is open for so long has nobody who could end it. */
const brokenOffMs = minutesMs;

/** What is to be done with a call at a moment. */
export type Next =
  | { readonly what: 'nothing' }
  /** Its next attempt is not due yet. */
  | { readonly what: 'wait'; readonly until: Date }
  /** Somebody else is at it right now. */
  | { readonly what: 'busy' }
  | { readonly what: 'attempt' };

/** Decides what is to be done with a call, from its record alone. */
export function nextOf(call: Call, at: Date): Next {
  if (call.state !== 'waiting') return { what: 'nothing' };
  const last = call.attempts.at(-1);
  if (last && last.endedAt === null) {
    return at.getTime() - Date.parse(last.startedAt) < brokenOffMs ? { what: 'busy' } : { what: 'attempt' };
  }
  const until = new Date(call.nextAttemptAt);
  return until > at ? { what: 'wait', until } : { what: 'attempt' };
}

/** Ends what somebody began and did not live to end. */
const settled = (attempt: Attempt, at: Date): Attempt =>
  attempt.endedAt === null ? { ...attempt, endedAt: isoTime(at), fault: 'brokenOff' } : attempt;

/**
 * Returns the call with an attempt begun; given up instead when all of them are used. An attempt that broke off counts: an answer that
 * ends the function each time must not be asked for for ever.
 */
export function begun(
  call: Call,
  { attemptId, at, waits, kept }: { readonly attemptId: string; readonly at: Date; readonly waits: readonly number[] } & Keeping,
): Call {
  const attempts = call.attempts.map((attempt) => settled(attempt, at));
  const version = call.version + 1;
  if (attempts.length > waits.length) return { ...call, attempts, state: 'givenUp', request: kept, version };
  const attempt: Attempt = { attemptId, startedAt: isoTime(at), endedAt: null, status: null, fault: null };
  return { ...call, attempts: [...attempts, attempt], version };
}

/** What is left of a request once its call has ended. */
export interface Keeping {
  readonly kept: Call['request'];
}

/** How an attempt ended, and what is kept of its answer. */
export interface AttemptEnd extends Keeping {
  readonly attemptId: string;
  readonly at: Date;
  readonly waits: readonly number[];
  readonly outcome: CallOutcome;
  readonly result: CallResult;
  readonly answer: Readonly<Record<string, unknown>> | null;
  /** Why it was refused, where its kind knows. */
  readonly reason: string | null;
}

/** Returns the call with an attempt ended. A call that ended meanwhile by another attempt stays ended. */
export function ended(call: Call, { attemptId, at, waits, outcome, result, answer, reason, kept }: AttemptEnd): Call {
  const attempts = call.attempts.map((attempt) =>
    attempt.attemptId === attemptId ? { ...attempt, endedAt: isoTime(at), status: outcome.status, fault: outcome.fault } : attempt,
  );
  const recorded = { ...call, attempts, version: call.version + 1 };
  if (call.state !== 'waiting') return recorded;
  if (result === 'done') return { ...recorded, state: 'done', request: kept, answer: answer && { ...answer } };
  if (result === 'refused') return { ...recorded, state: 'refused', reason, request: kept };
  const { callId } = call;
  const seconds = waitAfter(attempts.length, { callId, waits, retryAfterSeconds: outcome.retryAfterSeconds });
  if (seconds === null) return { ...recorded, state: 'givenUp', request: kept };
  return { ...recorded, nextAttemptAt: isoTime(addMs(at, seconds * secondsMs)) };
}
