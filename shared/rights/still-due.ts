import { isoTime } from '../platform/clock.ts';
import { BreachId, RightsRequestId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readBreach, readRequest } from './records.ts';
import type { RemindRequest } from './remind-request.ts';
import { notifyBy } from './rules-due.ts';

/** Tells whether what a reminder is of is still to be done, by the moment that it names. */
export async function isStillDue(table: Pick<Table, 'get'>, { recordId, of, dueAt }: RemindRequest): Promise<boolean> {
  if (of === 'breach') {
    const breach = await readBreach(table, BreachId.parse(recordId));
    return breach !== undefined && breach.notifiedAt === undefined && isoTime(notifyBy(new Date(breach.detectedAt))) === dueAt;
  }
  const request = await readRequest(table, RightsRequestId.parse(recordId));
  if (!request || request.closedAt !== undefined) return false;
  return of === 'acknowledge' ? request.acknowledgedAt === undefined && request.acknowledgeBy === dueAt : request.answerBy === dueAt;
}
