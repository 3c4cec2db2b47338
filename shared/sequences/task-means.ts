import { type LeadId, leadSubject, SubjectId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readAssignment } from '../routing/index.ts';
import { mostOpenTasks, type Task } from '../tasks/index.ts';
import type { About } from './enrolment.ts';

/** Reads who has what a run is about: the need where somebody has it, else the lead. */
export async function readHolding(table: Pick<Table, 'get'>, { leadId, about }: { readonly leadId: LeadId; readonly about: About }) {
  const [ofNeed, ofLead] = await Promise.all([
    about.opportunityId === undefined ? undefined : readAssignment(table, leadId, SubjectId.parse(about.opportunityId)),
    readAssignment(table, leadId, leadSubject),
  ]);
  const held = ofNeed?.repId ? ofNeed : ofLead;
  return held?.repId ? { assignment: held, ownerRepId: held.repId } : null;
}

/** Returns how many further tasks a lead may have. */
export function roomForTasks(tasks: readonly Pick<Task, 'status'>[]): number {
  return Math.max(0, mostOpenTasks - tasks.filter(({ status }) => status === 'open').length);
}
