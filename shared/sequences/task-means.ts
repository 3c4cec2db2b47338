import { nextOpening, nextWithinHours, textHours } from '../calendar/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { addMs, hoursMs } from '../platform/clock.ts';
import { type LeadId, leadSubject, SubjectId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readAssignment } from '../routing/index.ts';
import { mostOpenTasks, type Task } from '../tasks/index.ts';
import type { About } from './enrolment.ts';
import type { StepOf } from './step-config.ts';

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

/**
 * Returns when the task of a step is due that is taken at a moment: within the hours at which the company works; of a text within those in which the
 * person may get one, by their own clocks.
 */
export function taskDueAt(
  company: CompanyConfig,
  { inHours = 0, script }: Pick<StepOf<'task'>, 'inHours' | 'script'>,
  at: Date,
  zone: string,
): Date {
  const earliest = addMs(at, inHours * hoursMs);
  return script === undefined ? nextOpening(company, earliest) : nextWithinHours(textHours, earliest, zone);
}
