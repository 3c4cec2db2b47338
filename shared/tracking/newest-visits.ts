import type { VisitorId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readNewestSessions, type VisitSession } from './store.ts';

/**
 * Returns the newest visits of several devices, at most `limit` of all together, strongly read: each device has the same share, and what some
 * leave of theirs is for those that have more. So a second device with one visit takes one from the first, and not half of them.
 */
export async function readNewestVisits(
  table: Table,
  visitorIds: readonly VisitorId[],
  { limit, now }: { readonly limit: number; readonly now: Date },
): Promise<ReadonlyMap<VisitorId, readonly VisitSession[]>> {
  const read = (visitorId: VisitorId, which: { readonly limit: number; readonly before?: VisitSession }) =>
    readNewestSessions(table, visitorId, { ...which, now, consistent: true });
  const share = Math.max(1, Math.floor(limit / Math.max(1, visitorIds.length)));
  const found = new Map(
    await Promise.all(visitorIds.map(async (visitorId) => [visitorId, await read(visitorId, { limit: share })] as const)),
  );
  const left = limit - [...found.values()].reduce((sum, visits) => sum + visits.length, 0);
  const full = [...found].filter(([, visits]) => visits.length === share);
  const each = Math.floor(left / Math.max(1, full.length));
  // One device alone had all of it.
  if (each < 1 || visitorIds.length === 1) return found;
  const further = full.map(async ([visitorId, visits]) => {
    const before = visits.at(-1);
    if (before) found.set(visitorId, [...visits, ...(await read(visitorId, { limit: each, before }))]);
  });
  await Promise.all(further);
  return found;
}
