import { isDeepStrictEqual } from 'node:util';
import type { DutyMessage } from '../../events/index.ts';
import { type PoolId, RepId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { PoolState } from './decision.ts';
import { readDuty } from './duty.ts';
import type { AssignParts } from './parts.ts';
import { putRetimeTimer } from './retime-request.ts';
import { putPoolState, readPoolState } from './store.ts';
import { putRetryTimer } from './waiting-request.ts';

/**
 * Copies what is switched for reps beside the pool's ledger, where a decision reads it along. What is true lies in the reps' own items, so that messages may come
 * in any order, and twice. What waits is tried again within a minute, and once more when a switch ends.
 */
export async function takeOverDuty(poolId: PoolId, messages: readonly DutyMessage[], { table, clock, log }: AssignParts): Promise<void> {
  const repIds = [...new Set(messages.map(({ repId }) => RepId.parse(repId)))];
  await untilWritten(async () => {
    const at = clock();
    const [before, switched] = await Promise.all([
      readPoolState(table, poolId),
      Promise.all(repIds.map(async (repId) => [repId, await readDuty(table, repId, at)] as const)),
    ]);
    const duty: NonNullable<PoolState['duty']> = { ...before.duty };
    for (const [repId, now] of switched) {
      if (now) duty[repId] = now;
      else delete duty[repId];
    }
    if (isDeepStrictEqual(duty, before.duty ?? {})) return;
    const { duty: _stood, ...ledger } = before;
    const after = { ...ledger, version: before.version + 1, ...(Object.keys(duty).length > 0 ? { duty } : {}) };
    const ends = switched.flatMap(([, now]) => (now?.until === undefined ? [] : [new Date(now.until).getTime()]));
    const timers = [...new Set([at.getTime(), ...ends])].map((moment) => putRetryTimer(poolId, new Date(moment)));
    // Whoever is there no more does not accept what is offered to them.
    const gone = switched.filter(([, now]) => now?.on === false).map(([repId]) => putRetimeTimer(repId, at));
    await table.transact([putPoolState(before, after), ...timers, ...gone]);
  });
  log.info('duty of reps taken over', { poolId, reps: repIds.length });
}
