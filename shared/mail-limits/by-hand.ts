import { keys } from '../platform/keys.ts';
import type { Item, Table } from '../platform/table.ts';
import { bounceShare, complaintShare, isNearPause, type Share } from './rules-breaker.ts';
import { countersAt, countIn } from './rules-counters.ts';
import { isPaused, type StrangersState, stateOf } from './state.ts';

/** How mails to people stand, for whoever runs the deployment. */
export interface MailStatus
  extends Pick<
    StrangersState,
    'pausedAt' | 'pausedUntil' | 'pauseReason' | 'advertisingPausedAt' | 'resumedAt' | 'resumedBy' | 'resumeReason'
  > {
  /** All of them. */
  readonly isPaused: boolean;
  /** What the last pause was due to. */
  readonly pausedFor: Share;
  /** So many people complain that somebody has to see to it. */
  readonly isNearPause: boolean;
  /** Mails to people, ever. */
  readonly total: number;
  readonly bounces: Share;
  readonly complaints: Share;
  /** Mails to unproven addresses in the ten minutes and on the day (of UTC) that run. */
  readonly strangersInWindow: number;
  readonly strangersToday: number;
}

/** Reads how mails to people stand. */
export async function readMailStatus(table: Pick<Table, 'get'>, now: Date): Promise<MailStatus> {
  return statusOf((await table.get(keys.strangers, { consistent: true })) ?? {}, now);
}

function statusOf(item: Item, now: Date): MailStatus {
  const state = stateOf(item, now);
  const { pausedAt, pausedUntil, pauseReason, advertisingPausedAt, resumedAt, resumedBy, resumeReason, returned, total } = state;
  const { window, day } = countersAt(now);
  return {
    ...{ pausedAt, pausedUntil, pauseReason, advertisingPausedAt, resumedAt, resumedBy, resumeReason, total },
    isPaused: isPaused(state, now),
    pausedFor: { returned: state.pausedForReturned ?? 0, mails: state.pausedForMails ?? 0 },
    isNearPause: isNearPause(returned),
    bounces: bounceShare(returned),
    complaints: complaintShare(returned),
    strangersInWindow: countIn(item, window),
    strangersToday: countIn(item, day),
  };
}
