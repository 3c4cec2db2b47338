import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { walkLeads } from './walk-leads.ts';

/** Finds a lead to keep a mail with that is about none: the newest one, as nothing of it is told; null while there is no lead. */
export async function anyLead(table: Table): Promise<LeadId | null> {
  for await (const { leads } of walkLeads(table, { from: null, to: null, before: null }, 20)) {
    const [first] = leads;
    if (first) return first.leadId;
  }
  return null;
}
