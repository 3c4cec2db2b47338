import type { Lead } from '../leads/index.ts';
import { assignedSubject } from '../opportunities/index.ts';
import { leadSubject, type SubjectId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readAssignment } from '../routing/index.ts';
import type { Holder } from './plan-call.ts';
import type { Given } from './recall.ts';

/** What a call is about, as it is assigned. */
export interface Matter {
  /** The lead, also for the opportunity of its first need, or an opportunity that was assigned on its own. Tasks and recalls go by it. */
  readonly subject: SubjectId;
  /** Who has it, and by which decision; null: nobody. */
  readonly holder: (Holder & Given) | null;
}

/** Finds what a call is about; null: the lead has no such opportunity. */
export async function matterOf(lead: Lead, about: SubjectId, table: Table): Promise<Matter | null> {
  const subject = await assignedSubject(table, lead, about);
  return subject === null ? null : matterAs(lead, subject, table);
}

/** Finds who has what a call is about, by the subject as which it is assigned. */
export async function matterAs(lead: Lead, subject: SubjectId, table: Table): Promise<Matter> {
  if (subject === leadSubject) return { subject, holder: lead.owner };
  const assignment = await readAssignment(table, lead.leadId, subject);
  return { subject, holder: assignment && assignment.repId !== null ? assignment : null };
}
