import type { LeadAction, OpportunityAction } from '../../api/actions.ts';
import type { Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, partitionsOf, readLead } from '../leads/index.ts';
import { type Opportunity, opportunitiesAssignedAs } from '../needs/index.ts';
import { findOpportunity } from '../opportunities/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type LeadId, leadSubject, OpportunityId, type PoolId, type SubjectId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { findLead } from '../reading/index.ts';
import { poolInCharge, poolOfNeed, territoryRules } from '../routing/index.ts';
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
  if (opportunityId === undefined) return findWhole(table, principal, leadId, 'lead.give');
  const found = await findNeed(table, principal, opportunityId, 'opportunity.give');
  if (!partitionsOf(found.lead).includes(leadId)) throw new NotFoundError('no such lead');
  return found;
}

/** Finds a lead with which the caller may do something. @throws NotFoundError */
export async function findWhole(table: Table, principal: Principal, leadId: LeadId, action: LeadAction): Promise<FoundSubject> {
  const lead = await findLead(table, principal, leadId, action);
  return { lead, subject: leadSubject, need: null, opportunities: await opportunitiesAssignedAs(table, lead, leadSubject) };
}

/** Finds a need that goes its own way, with which the caller may do something. @throws NotFoundError; ImpossibleGiftError for one that goes with its lead */
export async function findNeed(
  table: Table,
  principal: Principal,
  opportunityId: string,
  action: OpportunityAction,
): Promise<FoundSubject & { readonly need: Opportunity }> {
  const named = OpportunityId.safeParse(opportunityId).data;
  if (named === undefined) throw new NotFoundError('no such opportunity');
  const { lead, opportunity } = await findOpportunity(table, principal, named, action);
  const { subject } = opportunity;
  if (subject === leadSubject)
    throw new ImpossibleGiftError('This need goes with its lead: do it with the lead. Nhu cầu này đi cùng lead: hãy làm với cả lead.');
  return { lead, subject, need: opportunity, opportunities: await opportunitiesAssignedAs(table, lead, subject) };
}

/** Returns the pool in which something floats, and whose turn it goes back to: that of the territory of the lead, or of the need's product. */
export async function homeOf({ lead, need }: FoundSubject, known: string, config: Pick<ConfigReader, 'current'>): Promise<PoolId> {
  if (need) return poolOfNeed(lead, need, await territoryRules(config));
  return poolInCharge(lead, { subject: leadSubject, poolId: known });
}
