import { may, type Principal } from '../access/index.ts';
import type { Lead, readLeads } from '../leads/index.ts';
import { subjectsInList } from '../opportunities/index.ts';
import type { CorruptItemError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';

/**
 * Those of the leads that are there and that the caller may read. One malformed item must not hide all the others: it is left out of the
 * page and told in the log.
 */
export async function readable(
  { table, log }: { readonly table: Table; readonly log: Log },
  principal: Principal,
  leadIds: readonly LeadId[],
  read: typeof readLeads,
): Promise<Map<LeadId, Lead>> {
  const leads = await read(table, leadIds, { onMalformed: leftOutTo(log) });
  const asked = leadIds.map((leadId) => leads.get(leadId) ?? { leadId, owner: null, routing: null });
  const subjects = await subjectsInList(table, principal, asked);
  return new Map([...leads].filter(([, lead]) => may(principal, 'lead.read', lead, subjects.get(lead.leadId) ?? [])));
}

/** Tells of a malformed item that a list goes on without. */
export const leftOutTo = (log: Log) => (error: CorruptItemError, key: string) => log.error('a lead is left out of a list', error, { key });
