import { isInPools, isOwner, type Principal, scopeOf } from '../access/index.ts';
import { type Lead, partitionsOf } from '../leads/index.ts';
import { readOpportunity } from '../needs/index.ts';
import { leadOfOpportunity, leadSubject, OpportunityId, type SubjectId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { mayWith } from './find-opportunity.ts';
import { subjectsOfCaller } from './subjects-of-caller.ts';

/** What somebody does something about, and as which subject it is assigned: an opportunity may go with the lead itself. */
export interface About {
  readonly named: SubjectId;
  readonly subject: SubjectId;
}

/**
 * Finds what of a lead somebody does something about: what they name, else the lead, or the one need of it that is theirs. Null: they name
 * something on which they may not act, or nothing where several needs are theirs. Who may act with the lead is for the caller to know.
 */
export async function aboutOf(table: Table, principal: Principal, lead: Lead, named: SubjectId | undefined): Promise<About | null> {
  const wanted = named ?? (await usualSubject(table, principal, lead));
  if (wanted === null) return null;
  if (wanted === leadSubject) return mayActOnLead(principal, lead) ? { named: wanted, subject: leadSubject } : null;
  const opportunityId = OpportunityId.safeParse(wanted).data;
  if (!opportunityId || !partitionsOf(lead).includes(leadOfOpportunity(opportunityId))) return null;
  const opportunity = await readOpportunity(table, opportunityId);
  if (!opportunity || !mayWith(principal, 'opportunity.change', opportunity, lead)) return null;
  return { named: wanted, subject: opportunity.subject };
}

/**
 * Tells whether the caller, who may act with a lead, may act on what of it is assigned as a subject. Read strongly: whom a need was taken from
 * does nothing about it any more.
 */
export async function mayActOn(table: Table, principal: Principal, lead: Lead, subject: SubjectId): Promise<boolean> {
  const opportunityId = OpportunityId.safeParse(subject).data;
  if (opportunityId === undefined) return mayActOnLead(principal, lead);
  const opportunity = await readOpportunity(table, opportunityId);
  return opportunity !== undefined && mayWith(principal, 'opportunity.change', opportunity, lead);
}

/** Tells on what of a lead the caller acts where they name nothing: on the lead, else on those of its needs that are theirs. */
export async function usualSubjects(table: Table, principal: Principal, lead: Lead): Promise<readonly SubjectId[]> {
  return mayActOnLead(principal, lead) ? [leadSubject] : subjectsOfCaller(table, principal, lead);
}

async function usualSubject(table: Table, principal: Principal, lead: Lead): Promise<SubjectId | null> {
  const [only, ...others] = await usualSubjects(table, principal, lead);
  return only !== undefined && others.length === 0 ? only : null;
}

/** The need that a person came with lives on the lead: whoever has another one of theirs leaves it to its own people. */
function mayActOnLead(principal: Principal, lead: Lead): boolean {
  const scope = scopeOf(principal, 'opportunity.change');
  if (scope === 'own') return isOwner(principal, lead);
  return scope === 'pool' ? isInPools(principal, lead) : scope !== 'none';
}
