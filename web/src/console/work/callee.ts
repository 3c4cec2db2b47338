import type { WorkItem } from '../../../../api/tasks/task-view.ts';
import type { Callee } from '../outcome/index.ts';

/** Returns whom a task has called. */
export function calleeOf({ leadId, subject, person, reason }: WorkItem, otherwise: string): Callee {
  return { leadId, subject, name: person?.fullName ?? otherwise, phone: person?.phone ?? null, isOffered: reason === 'accept' };
}
