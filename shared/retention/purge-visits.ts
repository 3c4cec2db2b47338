import { epochSeconds } from '../platform/clock.ts';
import { ConditionFailedError, type Item, type Table } from '../platform/table.ts';
import { visitEnd } from '../tracking/index.ts';

/** What became of visits that were kept longer than the company keeps them now. */
export interface PurgedVisits {
  /** Items that are gone. */
  readonly gone: number;
  /** Items that go sooner than they would have. */
  readonly sooner: number;
}

/**
 * Brings the ends of visits of nobody, and of the details of all visits, to where they are for what comes now: what is past it goes at once. A visit that
 * changes meanwhile stays, as it gets its end by that change. Reads the whole table; safe to repeat.
 */
export async function purgeVisits(table: Pick<Table, 'scan' | 'transact'>, days: number, now: Date): Promise<PurgedVisits> {
  const done = { gone: 0, sooner: 0 };
  for await (const item of table.scan({})) {
    const end = visitEnd(item, days);
    if (end === undefined || typeof item.expiresAt !== 'number' || item.expiresAt <= end) continue;
    const isGone = end <= epochSeconds(now);
    if (await ended(table, item, isGone ? null : end)) done[isGone ? 'gone' : 'sooner'] += 1;
  }
  return done;
}

/** @param end in epoch seconds; null: now */
async function ended(table: Pick<Table, 'transact'>, { pk, sk, expiresAt, version }: Item, end: number | null): Promise<boolean> {
  const asRead = {
    Key: { pk: String(pk), sk: String(sk) },
    // It may be of a lead by now, or go on.
    ConditionExpression: version === undefined ? 'expiresAt = :was' : 'expiresAt = :was AND version = :version',
  };
  const was = { ':was': expiresAt, ...(version === undefined ? {} : { ':version': version }) };
  const sooner = { UpdateExpression: 'SET expiresAt = :end', ExpressionAttributeValues: { ...was, ':end': end } };
  try {
    await table.transact([end === null ? { Delete: { ...asRead, ExpressionAttributeValues: was } } : { Update: { ...asRead, ...sooner } }]);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    return false;
  }
}
