import { may, type Principal } from '../access/index.ts';
import { type Lead, readLeads } from '../leads/index.ts';
import { mayWith, readOpportunities, subjectsInList } from '../opportunities/index.ts';
import { OpportunityId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { RepsWork } from '../tasks/index.ts';

/** Returns the lead of a task where the caller sees whom the task is about; else undefined. */
export type SeenLead = (task: RepsWork) => Lead | undefined;

/**
 * Reads which of some tasks of reps the caller sees with the contact details of their leads; a read that may lag. A task about a need of its own is
 * seen by those who have that need. Whoever was handed a task sees whom it is about while it is open: it cannot be done otherwise, and only who sees
 * the person can hand it over.
 */
export async function seenTasks(table: Table, principal: Principal, tasks: readonly RepsWork[]): Promise<SeenLead> {
  if (tasks.length === 0) return () => undefined;
  const [leads, needs] = await Promise.all([
    readLeads(
      table,
      tasks.map(({ leadId }) => leadId),
    ),
    // Only pools decide by the need: whoever sees a region sees all of its needs, and a rep lists their own tasks.
    principal.role === 'leader' ? readOpportunities(table, tasks.flatMap(needOf)) : new Map(),
  ]);
  const subjects = await subjectsInList(table, principal, [...leads.values()]);
  const isSeen = (task: RepsWork, lead: Lead): boolean => {
    if (task.isHandedOver && principal.role === 'rep' && principal.repId === task.repId) return true;
    const [opportunityId] = needOf(task);
    if (principal.role !== 'leader' || opportunityId === undefined) {
      return may(principal, 'lead.contact', lead, subjects.get(lead.leadId) ?? []);
    }
    const need = needs.get(opportunityId);
    return need !== undefined && mayWith(principal, 'opportunity.read', need, lead);
  };
  return (task) => {
    const lead = leads.get(task.leadId);
    return lead && isSeen(task, lead) ? lead : undefined;
  };
}

function needOf({ subject }: RepsWork): OpportunityId[] {
  const opportunityId = OpportunityId.safeParse(subject).data;
  return opportunityId === undefined ? [] : [opportunityId];
}
