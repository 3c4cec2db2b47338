import { z } from 'zod';
import { leadersOf } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import type { PoolId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { putTellSplitLater, splitQuietMs, tellSplitRequest, walkWaiting } from '../routing/index.ts';
import { defineWork } from '../work/index.ts';
import { firstOf } from './first-of.ts';

const Told = z.object({ toldAt: z.string() });
const keptDays = 30;
/** More is told as so many and more, as the mail says. */
const mostCounted = 100;

/**
 * Has the leaders of a pool told what waits for them: at once for the first lead, and again for those that came while they were left alone. A crash behind
 * the notices, and a second delivery, ask for the same ones.
 */
export const tellSplitWork = defineWork({
  kind: 'tellSplit' satisfies typeof tellSplitRequest.kind,
  schema: tellSplitRequest.schema,
  async run({ poolId, tick }, { table, config, queues, clock, log }) {
    const now = clock();
    const told = await readTold(table, poolId);
    if (told && addMs(told, splitQuietMs) > now) {
      await table.put(putTellSplitLater(poolId, told).Put);
      return;
    }
    const waiting = await firstOf(walkWaiting(table, poolId, { after: null, likely: mostCounted }), mostCounted);
    const [oldest] = waiting;
    // What waited when they were told last is known.
    if (!oldest || (told && waiting.every(({ since }) => Date.parse(since) <= told.getTime()))) return;
    const leaders = leadersOf([...(await config.current(userKind)).documents.values()], poolId);
    if (leaders.length === 0) log.warn('nobody to tell that leads wait for a leader', { poolId });
    const about = { poolId, tick, since: oldest.since, waiting: waiting.length };
    await queues.notice.sendAll(
      leaders.map(({ id: userId }) => ({ body: mailRequest('splitNotice', oldest.leadId, { ...about, userId }) })),
    );
    await noteTold(table, poolId, now);
    log.info('leaders are told what waits for them', { poolId, waiting: waiting.length, leaders: leaders.length });
  },
});

async function readTold(table: Table, poolId: PoolId): Promise<Date | null> {
  const item = await table.get(keys.splitTold(poolId), { consistent: true });
  return item === undefined ? null : new Date(Told.parse(item).toldAt);
}

async function noteTold(table: Table, poolId: PoolId, now: Date): Promise<void> {
  await table.update({
    Key: keys.splitTold(poolId),
    UpdateExpression: 'SET toldAt = :now, expiresAt = :expiresAt',
    ExpressionAttributeValues: { ':now': isoTime(now), ':expiresAt': epochSeconds(addMs(now, keptDays * daysMs)) },
  });
}
