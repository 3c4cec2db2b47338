import { may, type Principal } from '../access/index.ts';
import { type Lead, readLeads } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { subjectsInList } from '../reading/index.ts';

/** Reads those of some leads that the caller sees with their contact details, by the ids asked for; a read that may lag. */
export async function seenLeads(table: Table, principal: Principal, leadIds: readonly LeadId[]): Promise<ReadonlyMap<LeadId, Lead>> {
  if (leadIds.length === 0) return new Map();
  const leads = await readLeads(table, leadIds);
  const subjects = await subjectsInList(table, principal, [...leads.values()]);
  return new Map([...leads].filter(([, lead]) => may(principal, 'lead.contact', lead, subjects.get(lead.leadId) ?? [])));
}
