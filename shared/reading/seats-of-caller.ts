import { isOwner, type Principal } from '../access/index.ts';
import type { Lead } from '../leads/index.ts';
import { type LeadId, leadSubject, type SubjectId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readSeat, subjectsAt } from '../seats/index.ts';

type Owned = Pick<Lead, 'leadId' | 'owner'>;

/**
 * Tells what the caller has of a lead now, as far as it decides anything: whoever owns the lead needs nothing else of it. A lead that does
 * not exist is asked for like one of somebody else, because the time of an answer would tell the two apart.
 */
export async function subjectsOfCaller(table: Table, principal: Principal, lead: Owned): Promise<readonly SubjectId[]> {
  if (principal.role !== 'rep') return [];
  if (isOwner(principal, lead)) return [leadSubject];
  return (await readSeat(table, lead.leadId, principal.repId))?.subjects ?? [];
}

/** Tells the same of many leads, for a list, which may lag; leads of which the caller has nothing are left out. */
export async function subjectsInList(
  table: Table,
  principal: Principal,
  leads: readonly Owned[],
): Promise<ReadonlyMap<LeadId, readonly SubjectId[]>> {
  if (principal.role !== 'rep') return new Map();
  const own = leads.filter((lead) => isOwner(principal, lead));
  const others = leads.filter((lead) => !isOwner(principal, lead)).map(({ leadId }) => leadId);
  const seated = await subjectsAt(table, principal.repId, others);
  return new Map([...seated, ...own.map(({ leadId }) => [leadId, [leadSubject]] as const)]);
}
