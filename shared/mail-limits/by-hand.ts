import { keys } from '../platform/keys.ts';
import type { Item, Table } from '../platform/table.ts';
import { endPause, type Resumption } from './breaker-store.ts';
import { bounceShare, complaintShare, isNearPause, type Share } from './rules-breaker.ts';
import { countersAt, countIn } from './rules-counters.ts';
import { isPaused, type StrangersState, stateOf } from './state.ts';

/** How mails to people stand, for whoever runs the deployment. */
export interface MailStatus
  extends Pick<StrangersState, 'pausedAt' | 'pausedUntil' | 'pauseReason' | 'resumedAt' | 'resumedBy' | 'resumeReason'> {
  readonly isPaused: boolean;
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

/** Ends a pause of mails to people before its time, and notes who did and why; false where they are not paused. Counting has begun anew with the pause. */
export async function endMailPause(table: Pick<Table, 'update'>, resumption: Resumption, now: Date): Promise<boolean> {
  return (await endPause(table, resumption, now)).isDone;
}

function statusOf(item: Item, now: Date): MailStatus {
  const { returned, pausedBy: _mail, warnedBy: _complaint, warnedUntil: _warned, ...state } = stateOf(item, now);
  const { window, day } = countersAt(now);
  return {
    ...state,
    isPaused: isPaused(state, now),
    isNearPause: isNearPause(returned),
    bounces: bounceShare(returned),
    complaints: complaintShare(returned),
    strangersInWindow: countIn(item, window),
    strangersToday: countIn(item, day),
  };
}
