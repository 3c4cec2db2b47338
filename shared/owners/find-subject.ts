import type { Principal } from '../access/index.ts';
import { type Lead, partitionsOf, readLead } from '../leads/index.ts';
import { type Opportunity, opportunitiesAssignedAs } from '../needs/index.ts';
import { findOpportunity } from '../opportunities/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type LeadId, leadSubject, OpportunityId, type SubjectId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { findLead } from '../reading/index.ts';
import { ImpossibleGiftError } from './errors.ts';

/** What of a lead is given to somebody. */
export interface FoundSubject {
  readonly lead: Lead;
  readonly subject: SubjectId;
  /** Null: the lead itself. */
  readonly need: Opportunity | null;
  /** The opportunities that the subject is, beside the lead. */
  readonly opportunities: readonly Opportunity[];
}

/** Reads what of a lead is to be moved, as it stands now; null: it is not there any more. Of needs with one owner the one that is open. */
export async function subjectOf(
  table: Table,
  { leadId, subject }: { readonly leadId: LeadId; readonly subject: SubjectId },
): Promise<FoundSubject | null> {
  const lead = await readLead(table, leadId, { consistent: true });
  if (!lead) return null;
  const opportunities = await opportunitiesAssignedAs(table, lead, subject);
  const need = opportunities.find(({ state }) => state === 'open') ?? opportunities[0] ?? null;
  return subject === leadSubject || need ? { lead, subject, need, opportunities } : null;
}

/**
 * Finds what the caller may give to somebody, as it stands now: a lead, or one of its needs that goes its own way.
 * @throws NotFoundError when there is none or the caller has no such right; ImpossibleGiftError for a need that goes with its lead
 */
export async function findSubject(
  table: Table,
  principal: Principal,
  { leadId, opportunityId }: { readonly leadId: LeadId; readonly opportunityId: string | undefined },
): Promise<FoundSubject> {
  if (opportunityId === undefined) {
    const lead = await findLead(table, principal, leadId, 'lead.give');
    return { lead, subject: leadSubject, need: null, opportunities: await opportunitiesAssignedAs(table, lead, leadSubject) };
  }
  const named = OpportunityId.safeParse(opportunityId).data;
  if (named === undefined) throw new NotFoundError('no such lead');
  const { lead, opportunity } = await findOpportunity(table, principal, named, 'opportunity.give');
  if (!partitionsOf(lead).includes(leadId)) throw new NotFoundError('no such lead');
  const { subject } = opportunity;
  if (subject === leadSubject)
    throw new ImpossibleGiftError('This need goes with its lead: give the lead. Nhu cầu này đi cùng lead: hãy giao cả lead.');
  return { lead, subject, need: opportunity, opportunities: await opportunitiesAssignedAs(table, lead, subject) };
}
