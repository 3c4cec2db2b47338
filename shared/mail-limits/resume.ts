import { isoTime } from '../platform/clock.ts';
import { keys } from '../platform/keys.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { putEndedPause } from './ended-pause.ts';
import { isPaused, type StrangersState } from './state.ts';
import { readStrangersState } from './store.ts';

/** Who ends what is paused, and why mails may go on. */
export interface Resumption {
  readonly by: string;
  readonly reason: string;
}

/**
 * Ends every pause of mails to people, and keeps who did it and why; false where nothing is paused. Counting has begun anew with a pause of all,
 * and begins anew with the end of one of advertising. `along` is written in the same transaction, also where nothing is paused.
 */
export function endPauses(
  table: Pick<Table, 'get' | 'transact'>,
  resumption: Resumption,
  now: Date,
  along: readonly WriteItem[] = [],
): Promise<boolean> {
  return untilWritten(async () => {
    const state = await readStrangersState(table, now);
    const ended = pausesIn(state, now);
    if (!ended.allSince && !ended.advertisingSince) {
      await writeIfAny(table, along);
      return false;
    }
    const { pausedForReturned: returned = 0, pausedForMails: mails = 0 } = state;
    const kept = putEndedPause({ at: isoTime(now), ...resumption, ...ended, returned, mails });
    await table.transact([resume(state, resumption, now), kept, ...along]);
    return true;
  });
}

function pausesIn(state: StrangersState, now: Date) {
  const { pausedAt, pausedUntil, advertisingPausedAt } = state;
  const allSince = isPaused(state, now) ? (pausedAt ?? pausedUntil) : undefined;
  return {
    ...(allSince === undefined ? {} : { allSince }),
    ...(advertisingPausedAt === undefined ? {} : { advertisingSince: advertisingPausedAt }),
  };
}

/** On the condition that what is paused is what was read: of a pause that came since nobody has judged. */
function resume(state: StrangersState, { by, reason }: Resumption, now: Date): WriteItem {
  const { pausedUntil, advertisingPausedAt } = state;
  const isAll = isPaused(state, now);
  const isOfAdvertising = advertisingPausedAt !== undefined;
  return {
    Update: {
      Key: keys.strangers,
      UpdateExpression: [
        'SET resumedAt = :now, resumedBy = :by, resumeReason = :reason',
        ...(isAll ? [', pausedUntil = :now'] : []),
        ...(isOfAdvertising ? [', countsAfter = #total REMOVE advertisingPausedAt, advertisingPausedBy'] : []),
      ].join(''),
      ConditionExpression: [
        pausedUntil === undefined ? 'attribute_not_exists(pausedUntil)' : 'pausedUntil = :until',
        isOfAdvertising ? 'advertisingPausedAt = :since' : 'attribute_not_exists(advertisingPausedAt)',
      ].join(' AND '),
      ...(isOfAdvertising ? { ExpressionAttributeNames: { '#total': 'total' } } : {}),
      ExpressionAttributeValues: {
        ':now': isoTime(now),
        ':by': by,
        ':reason': reason,
        ...(pausedUntil === undefined ? {} : { ':until': pausedUntil }),
        ...(isOfAdvertising ? { ':since': advertisingPausedAt } : {}),
      },
    },
  };
}
