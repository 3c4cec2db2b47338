import { z } from 'zod';
import { calendarOf } from '../calendar/index.ts';
import { companyKind } from '../company/company-config.ts';
import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import { ConfigurationError } from '../platform/errors.ts';
import type { PoolId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { WorkParts } from '../work/index.ts';
import { poolKind } from './pool-config.ts';
import { isToRing, ringsFrom } from './rules-ring.ts';

const Ring = z.object({ rungAt: z.string() });
const keptDays = 30;

/** What waits in a pool. */
export interface Waiting {
  readonly poolId: PoolId;
  /** Since when its oldest subject waits. */
  readonly oldest: Date;
}

/**
 * Rings when leads of a pool have waited for too much of its working time. A crash behind it, or two
 * tries at once, ring twice, which is one alarm; nothing rings never.
 * @returns when the pool is to be looked at for the sake of the ring; null: it is out of turn
 */
export async function ringIfLate({ poolId, oldest }: Waiting, { table, config, clock, log }: WorkParts): Promise<Date | null> {
  const [item, { documents }, pools] = await Promise.all([
    table.get(keys.waitingRing(poolId), { consistent: true }),
    config.current(companyKind),
    config.current(poolKind),
  ]);
  const [company] = documents.values();
  if (!company) throw new ConfigurationError('the company is not configured');
  const ring = item === undefined ? null : Ring.parse(item);
  const now = clock();
  const calendar = calendarOf(company, pools.documents.get(poolId));
  const firstAt = ringsFrom(oldest, calendar);
  if (!isToRing(oldest, ring && new Date(ring.rungAt), now, calendar)) return firstAt > now ? firstAt : null;
  const error = new ConfigurationError('neither the pool nor the fallback pool has anybody who can take leads');
  log.error('leads wait without an owner', error, { poolId, since: isoTime(oldest) });
  const expiresAt = epochSeconds(addMs(now, keptDays * daysMs));
  await table.update({
    Key: keys.waitingRing(poolId),
    UpdateExpression: 'SET rungAt = :now, expiresAt = :expiresAt',
    ExpressionAttributeValues: { ':now': isoTime(now), ':expiresAt': expiresAt },
  });
  return null;
}
