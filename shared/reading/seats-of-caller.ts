import { isOwner, type Principal } from '../access/index.ts';
import type { Lead } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readSeat, seatedAt } from '../seats/index.ts';

type Owned = Pick<Lead, 'leadId' | 'owner'>;

/**
 * Tells whether the caller has a seat at a lead now, as far as it decides anything: at a lead that is the caller's own it does not.
 * A lead that does not exist is asked for like one of somebody else, because the time of an answer would tell the two apart.
 */
export async function hasSeat(table: Table, principal: Principal, lead: Owned): Promise<boolean> {
  if (principal.role !== 'rep' || isOwner(principal, lead)) return false;
  return (await readSeat(table, lead.leadId, principal.repId)) !== undefined;
}

/** Tells the same of many leads, for a list, which may lag: those at which the caller has a seat. */
export async function seatsOfCaller(table: Table, principal: Principal, leads: readonly Owned[]): Promise<ReadonlySet<LeadId>> {
  if (principal.role !== 'rep') return new Set();
  const others = leads.flatMap((lead) => (isOwner(principal, lead) ? [] : [lead.leadId]));
  return seatedAt(table, principal.repId, others);
}
