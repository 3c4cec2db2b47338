import { z } from 'zod';
import { calendarOf } from '../calendar/index.ts';
import { companyKind } from '../company/company-config.ts';
import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import { ConfigurationError } from '../platform/errors.ts';
import type { PoolId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { WorkParts } from '../work/index.ts';
import { poolKind } from './pool-config.ts';
import { isExpected, isToRing, ringsFrom } from './rules-ring.ts';
import { readAssignments, readDecision } from './store.ts';
import { type WaitingSubject, walkWaiting } from './walk-waiting.ts';

const Ring = z.object({ rungAt: z.string() });
const keptDays = 30;

/** What waits in a pool. */
export interface Waiting {
  readonly poolId: PoolId;
  /** Since when its oldest subject waits. */
  readonly oldest: Date;
}

/** Finds since when the oldest subject of a pool waits of those that nobody is known to take; null: each waits for somebody who knows of it. */
export type FindUnexpected = (poolId: PoolId, parts: Pick<WorkParts, 'table' | 'clock'>) => Promise<Date | null>;

/**
 * Rings when leads of a pool have waited for too much of its working time, and not for somebody who knows of them. A crash behind it, or two
 * tries at once, ring twice, which is one alarm; nothing rings never.
 * @returns when the pool is to be looked at for the sake of the ring; null: it is out of turn
 */
export async function ringIfLate(
  { poolId, oldest }: Waiting,
  { table, config, clock, log }: WorkParts,
  findUnexpected: FindUnexpected = oldestUnexpected,
): Promise<Date | null> {
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
  const rungAt = ring && new Date(ring.rungAt);
  if (!isToRing(oldest, rungAt, now, calendar)) return firstAt > now ? firstAt : null;
  const since = await findUnexpected(poolId, { table, clock });
  if (since === null) return null;
  if (!isToRing(since, rungAt, now, calendar)) return ringsFrom(since, calendar) > now ? ringsFrom(since, calendar) : null;
  const error = new ConfigurationError('neither the pool nor the fallback pool has anybody who can take leads');
  log.error('leads wait without an owner', error, { poolId, since: isoTime(since) });
  const expiresAt = epochSeconds(addMs(now, keptDays * daysMs));
  await table.update({
    Key: keys.waitingRing(poolId),
    UpdateExpression: 'SET rungAt = :now, expiresAt = :expiresAt',
    ExpressionAttributeValues: { ':now': isoTime(now), ':expiresAt': expiresAt },
  });
  return null;
}

/** So many that wait are looked at, the oldest first. A list of more of them rings: rather once too often than never. */
export const mostLookedAt = 500;
const perRead = 50;

const oldestUnexpected: FindUnexpected = async (poolId, { table, clock }) => {
  const now = clock();
  let page: WaitingSubject[] = [];
  let looked = 0;
  for await (const waiting of walkWaiting(table, poolId, { after: null, likely: perRead })) {
    page.push(waiting);
    looked += 1;
    if (looked > mostLookedAt) return new Date(waiting.since);
    if (page.length < perRead) continue;
    const found = await firstUnexpected(page, now, table);
    if (found) return found;
    page = [];
  }
  return firstUnexpected(page, now, table);
};

async function firstUnexpected(page: readonly WaitingSubject[], now: Date, table: WorkParts['table']): Promise<Date | null> {
  const assignments = await readAssignments(table, page);
  const decisions = await Promise.all(
    assignments.map((one) =>
      one?.state === 'waiting' && one.decisionId !== null ? readDecision(table, one.leadId, one.decisionId) : undefined,
    ),
  );
  const place = page.findIndex((_, index) => !isExpected(assignments[index], decisions[index]?.reason, now));
  return place === -1 ? null : new Date(page[place]?.since ?? now);
}
