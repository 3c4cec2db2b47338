import { type Lead, partitionsOf } from '../leads/index.ts';
import { readOpportunity } from '../opportunities/index.ts';
import { leadOfOpportunity, leadSubject, OpportunityId, type SubjectId } from '../platform/ids.ts';
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
  const subject = about === leadSubject ? leadSubject : await subjectOf(lead, about, table);
  if (subject === null) return null;
  if (subject === leadSubject) return { subject, holder: lead.owner };
  const assignment = await readAssignment(table, lead.leadId, subject);
  return { subject, holder: assignment && assignment.repId !== null ? assignment : null };
}

async function subjectOf(lead: Lead, about: SubjectId, table: Pick<Table, 'get'>): Promise<SubjectId | null> {
  const opportunityId = OpportunityId.safeParse(about).data;
  if (!opportunityId || !partitionsOf(lead).includes(leadOfOpportunity(opportunityId))) return null;
  return (await readOpportunity(table, opportunityId))?.subject ?? null;
}
