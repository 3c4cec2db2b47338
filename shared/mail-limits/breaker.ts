import { PheuError } from '../platform/errors.ts';
import type { Log } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import { markReturned, pauseMails, warn } from './breaker-store.ts';
import { complaintShare, type DuePause, duePause, isNearPause, type Returning } from './rules-breaker.ts';
import { isAdvertisingPaused, isPaused, type StrangersState } from './state.ts';

/** Too many mails to people came back: they pause before SES stops all mails, and a person has to find out where they come from. */
export class MailsPausedError extends PheuError {
  readonly code = 'mails_paused';
  readonly status = 503;
  readonly retryable = false;
}

/** So many people complain of mails to them that what advertises pauses soon; a person has to see which mails these are. */
export class MailsComplainedOfError extends PheuError {
  readonly code = 'mails_complained_of';
  readonly status = 503;
  readonly retryable = false;
}

export interface BreakerParts {
  readonly table: Pick<Table, 'update'>;
  readonly log: Log;
}

/** Counts a mail to a person that came back for good; pauses what has to pause, warns where it soon has to. Safe to repeat: a mail counts once. */
export async function noteReturned(
  { ordinal, returning }: { readonly ordinal: number; readonly returning: Returning },
  now: Date,
  parts: BreakerParts,
): Promise<void> {
  const state = await markReturned(parts.table, ordinal, returning, now);
  const stands = await pauseWhereDue(state, ordinal, now, parts);
  if (isPaused(stands, now) || isAdvertisingPaused(stands)) return;
  if (returning === 'complained') await warnWhereDue(state, ordinal, now, parts);
}

/** Rings once where complaints come near a pause; as with a pause, whoever comes back with the complaint that showed it rings again. */
async function warnWhereDue(state: StrangersState, by: number, now: Date, { table, log }: BreakerParts): Promise<void> {
  if (!isNearPause(state.returned)) return;
  const { warnedBy } = await warn(table, by, now);
  if (warnedBy !== by) return;
  const { returned, mails } = complaintShare(state.returned);
  const error = new MailsComplainedOfError('advertising pauses when many more people complain');
  log.error('mails to people are complained of', error, { complained: returned, ofWeek: mails });
}

/**
 * Pauses what has to pause where too many mails came back, and rings; returns the state that stands. `by`: the ordinal of the mail that shows it;
 * whoever comes back with the same one, after a crash or a lost answer, rings again.
 */
export async function pauseWhereDue(state: StrangersState, by: number, now: Date, { table, log }: BreakerParts): Promise<StrangersState> {
  const due = isPaused(state, now) ? undefined : duePause(state.returned, isAdvertisingPaused(state));
  const stands = due ? await pauseMails(table, { ...due, by, countsAfter: state.returned.countsAfter }, now) : state;
  if (isPaused(stands, now) && stands.pausedBy === by) ring('all', stands, log);
  else if (isAdvertisingPaused(stands) && stands.advertisingPausedBy === by) ring('advertising', stands, log);
  return stands;
}

function ring(scope: DuePause['scope'], stands: StrangersState, log: Log): void {
  const { pauseReason, pausedUntil, pausedForReturned: returned, pausedForMails: ofMails } = stands;
  const error = new MailsPausedError('too many of them came back');
  if (scope === 'all') log.error('mails to people are paused', error, { pauseReason, pausedUntil, returned, ofMails });
  else log.error('advertising to people is paused', error, { complained: returned, ofMails });
}
