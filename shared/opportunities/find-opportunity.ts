import type { OpportunityAction } from '../../api/actions.ts';
import { mayWithOpportunity, type Principal } from '../access/index.ts';
import { type Lead, partitionsOf, readLead } from '../leads/index.ts';
import { type Opportunity, readOpportunity } from '../needs/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { leadOfOpportunity, leadSubject, OpportunityId, type SubjectId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { holderOf } from './rules-owner.ts';

/** An opportunity and the lead whose need it is. */
export interface FoundOpportunity {
  readonly opportunity: Opportunity;
  readonly lead: Lead;
}

/**
 * Finds an opportunity with which the caller may do something, as it stands now.
 * @throws NotFoundError when there is none or the caller has no such right; the two look alike
 */
export async function findOpportunity(
  table: Table,
  principal: Principal,
  opportunityId: OpportunityId,
  action: OpportunityAction,
): Promise<FoundOpportunity> {
  const [lead, opportunity] = await Promise.all([
    readLead(table, leadOfOpportunity(opportunityId), { consistent: true }),
    readOpportunity(table, opportunityId),
  ]);
  if (!lead || !opportunity || !mayWith(principal, action, opportunity, lead)) throw new NotFoundError('no such opportunity');
  return { lead, opportunity };
}

/** Returns as which subject what somebody names of a lead is assigned: an opportunity may go with the lead itself. Null: the lead has no such one. */
export async function assignedSubject(table: Pick<Table, 'get'>, lead: Lead, about: SubjectId): Promise<SubjectId | null> {
  if (about === leadSubject) return leadSubject;
  const opportunityId = OpportunityId.safeParse(about).data;
  if (!opportunityId || !partitionsOf(lead).includes(leadOfOpportunity(opportunityId))) return null;
  return (await readOpportunity(table, opportunityId))?.subject ?? null;
}

/** Tells whether the caller may do something with an opportunity of a lead. */
export function mayWith(principal: Principal, action: OpportunityAction, opportunity: Opportunity, lead: Lead): boolean {
  return mayWithOpportunity(principal, action, { ...holderOf(opportunity, lead), region: lead.region });
}
