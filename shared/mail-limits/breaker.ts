import { PheuError } from '../platform/errors.ts';
import type { Log } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import { markReturned, pauseMails, warn } from './breaker-store.ts';
import { bounceShare, complaintShare, isNearPause, type Returning, whyPause } from './rules-breaker.ts';
import { isPaused, type StrangersState } from './state.ts';

/** Too many mails to people came back: they pause before SES stops all mails, and a person has to find out where they come from. */
export class MailsPausedError extends PheuError {
  readonly code = 'mails_paused';
  readonly status = 503;
  readonly retryable = false;
}

/** So many people complain of mails to them that those pause soon; a person has to see which mails these are. */
export class MailsComplainedOfError extends PheuError {
  readonly code = 'mails_complained_of';
  readonly status = 503;
  readonly retryable = false;
}

export interface BreakerParts {
  readonly table: Pick<Table, 'update'>;
  readonly log: Log;
}

/** Counts a mail to a person that came back for good; pauses such mails where that are too many, warns where they soon are. Safe to repeat: a mail counts once. */
export async function noteReturned(
  { ordinal, returning }: { readonly ordinal: number; readonly returning: Returning },
  now: Date,
  parts: BreakerParts,
): Promise<void> {
  const state = await markReturned(parts.table, ordinal, returning, now);
  if (await pauseWhereDue(state, ordinal, now, parts)) return;
  if (returning === 'complained') await warnWhereDue(state, ordinal, now, parts);
}

/** Rings once where complaints come near a pause; as with a pause, whoever comes back with the complaint that showed it rings again. */
async function warnWhereDue(state: StrangersState, by: number, now: Date, { table, log }: BreakerParts): Promise<void> {
  if (!isNearPause(state.returned)) return;
  const { warnedBy } = await warn(table, by, now);
  if (warnedBy !== by) return;
  const { returned, mails } = complaintShare(state.returned);
  const error = new MailsComplainedOfError('they pause when many more people complain');
  log.error('mails to people are complained of', error, { complained: returned, ofWeek: mails });
}

/**
 * Pauses mails to people where too many came back, and rings. True while they are paused. `by`: the ordinal of the mail that shows it; whoever
 * comes back with the same one, after a crash or a lost answer, rings again.
 */
export async function pauseWhereDue(state: StrangersState, by: number, now: Date, { table, log }: BreakerParts): Promise<boolean> {
  const reason = isPaused(state, now) ? undefined : whyPause(state.returned);
  const stands = reason ? await pauseMails(table, { reason, by, countsAfter: state.returned.countsAfter }, now) : state;
  if (!isPaused(stands, now)) return false;
  if (stands.pausedBy === by) ring(stands, state, log);
  return true;
}

function ring({ pauseReason, pausedUntil }: StrangersState, { returned }: StrangersState, log: Log): void {
  const [bounces, complaints] = [bounceShare(returned), complaintShare(returned)];
  log.error('mails to people are paused', new MailsPausedError('too many of them came back'), {
    pauseReason,
    pausedUntil,
    bounced: bounces.returned,
    ofLast: bounces.mails,
    complained: complaints.returned,
    ofWeek: complaints.mails,
  });
}
