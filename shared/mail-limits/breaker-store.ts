import { addMs, isoTime } from '../platform/clock.ts';
import { keys } from '../platform/keys.ts';
import { ConditionFailedError, type Table, type WithoutTable } from '../platform/table.ts';
import { type DuePause, pauseMs, type Returning, returnName, warningMs } from './rules-breaker.ts';
import { type StrangersState, stateOf } from './state.ts';

type Change = Omit<WithoutTable<Parameters<Table['update']>[0]>, 'Key' | 'ReturnValues' | 'ReturnValuesOnConditionCheckFailure'>;

/** What became of a change: the state after it, or the state that refused it. */
interface Changed {
  readonly isDone: boolean;
  readonly state: StrangersState;
}

async function change(table: Pick<Table, 'update'>, update: Change, now: Date): Promise<Changed> {
  try {
    const after = await table.update({
      Key: keys.strangers,
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...update,
    });
    return { isDone: true, state: stateOf(after, now) };
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    return { isDone: false, state: stateOf(error.oldItems.get(0), now) };
  }
}

/** Notes that a mail came back, once, if it counts; returns the state with it. */
export async function markReturned(
  table: Pick<Table, 'update'>,
  ordinal: number,
  returning: Returning,
  now: Date,
): Promise<StrangersState> {
  const { state } = await change(
    table,
    {
      UpdateExpression: 'SET #returned = :yes',
      ConditionExpression: 'attribute_not_exists(countsAfter) OR countsAfter < :ordinal',
      ExpressionAttributeNames: { '#returned': returnName(returning, ordinal) },
      ExpressionAttributeValues: { ':yes': 1, ':ordinal': ordinal },
    },
    now,
  );
  return state;
}

/** What is to pause and why, which mail showed it, and what counted when it was decided. */
export interface Pause extends DuePause {
  readonly by: number;
  readonly countsAfter: number;
}

// All mails up to now count no more: what still comes back of them was sent before.
const always = 'countsAfter = #total, pausedForReturned = :returned, pausedForMails = :mails';

/** Pauses what has to pause, unless it was paused or resumed since that was decided; returns the state that stands. */
export async function pauseMails(
  table: Pick<Table, 'update'>,
  { scope, reason, share, by, countsAfter }: Pause,
  now: Date,
): Promise<StrangersState> {
  const common = { ':now': isoTime(now), ':by': by, ':returned': share.returned, ':mails': share.mails };
  const { state } = await change(
    table,
    {
      UpdateExpression:
        scope === 'all'
          ? `SET pausedAt = :now, pausedUntil = :until, pauseReason = :reason, pausedBy = :by, ${always}`
          : `SET advertisingPausedAt = :now, advertisingPausedBy = :by, ${always}`,
      ConditionExpression: countsAfter === 0 ? 'attribute_not_exists(countsAfter)' : 'countsAfter = :countsAfter',
      ExpressionAttributeNames: { '#total': 'total' },
      ExpressionAttributeValues: {
        ...common,
        ...(scope === 'all' ? { ':until': isoTime(addMs(now, pauseMs)), ':reason': reason } : {}),
        ...(countsAfter === 0 ? {} : { ':countsAfter': countsAfter }),
      },
    },
    now,
  );
  return state;
}

/**
 * Notes that somebody is told of complaints by this one, unless they were told and what they were told of still counts; returns the state that
 * stands.
 */
export async function warn(table: Pick<Table, 'update'>, by: number, now: Date): Promise<StrangersState> {
  const { state } = await change(
    table,
    {
      UpdateExpression: 'SET warnedBy = :by, warnedUntil = :until',
      ConditionExpression: 'attribute_not_exists(warnedUntil) OR warnedUntil <= :now OR warnedBy <= countsAfter',
      ExpressionAttributeValues: { ':by': by, ':now': isoTime(now), ':until': isoTime(addMs(now, warningMs)) },
    },
    now,
  );
  return state;
}
