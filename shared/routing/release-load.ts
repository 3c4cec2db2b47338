import type { LeadId, SubjectId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import type { Assignment } from './assignment.ts';
import { releaseLoad } from './load.ts';
import { putAssignment, readAssignment } from './store.ts';
import { putRetryTimer } from './waiting-request.ts';

/** Returns the writes by which an assignment no longer counts in its rep's hand, for the transaction that changes it; what waits for room is tried again. */
export function releasedWrites(assignment: Assignment, at: Date): WriteItem[] {
  if (assignment.repId === null || !assignment.counted) return [];
  return [releaseLoad(assignment.repId), putRetryTimer(assignment.poolId, at)];
}

/**
 * Returns the writes by which a rep keeps a subject that is work no more, as its sale is closed: it no longer counts in their hand. Nothing where it does
 * not count. For a transaction that leaves the assignment alone; refused when it moved since it was read.
 */
export async function restingWrites(
  { leadId, subject }: { readonly leadId: LeadId; readonly subject: SubjectId },
  at: Date,
  table: Table,
): Promise<WriteItem[]> {
  const before = await readAssignment(table, leadId, subject);
  if (before === undefined || before.repId === null || !before.counted) return [];
  const { counted: _counted, ...resting } = before;
  return [putAssignment(before, { ...resting, version: before.version + 1 }), ...releasedWrites(before, at)];
}
