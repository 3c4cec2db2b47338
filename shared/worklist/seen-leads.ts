import { may, type Principal } from '../access/index.ts';
import { type Lead, readLeads } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { subjectsInList } from '../reading/index.ts';
import type { RepsWork } from '../tasks/index.ts';

/**
 * Reads the leads of some tasks of reps that the caller sees with their contact details, by the ids asked for; a read that may lag. Whoever was handed a
 * task sees whom it is about while it is open: it cannot be done otherwise, and only who sees the person can hand it over.
 */
export async function seenLeads(table: Table, principal: Principal, tasks: readonly RepsWork[]): Promise<ReadonlyMap<LeadId, Lead>> {
  if (tasks.length === 0) return new Map();
  const leads = await readLeads(
    table,
    tasks.map(({ row }) => row.leadId),
  );
  const subjects = await subjectsInList(table, principal, [...leads.values()]);
  const isTheirs = ({ repId, row }: RepsWork) => row.isHandedOver && principal.role === 'rep' && principal.repId === repId;
  const given = new Set(tasks.filter(isTheirs).map(({ row }) => row.leadId));
  const isSeen = (asked: LeadId, lead: Lead) => given.has(asked) || may(principal, 'lead.contact', lead, subjects.get(lead.leadId) ?? []);
  return new Map([...leads].filter(([asked, lead]) => isSeen(asked, lead)));
}
