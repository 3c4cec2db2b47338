import type { Principal } from '../access/index.ts';
import { readLeads } from '../leads/index.ts';
import { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';

/**
 * Finds which of some leads are not a rep's (any more): given to somebody else, erased, or never theirs. Nobody else keeps leads on a device, so
 * that all of theirs have left.
 */
export async function leadsThatLeft(table: Pick<Table, 'batchGet'>, principal: Principal, ids: readonly string[]): Promise<string[]> {
  if (principal.role !== 'rep') return [...ids];
  const { repId } = principal;
  const named = [...new Set(ids)].map((id) => ({ id, leadId: LeadId.safeParse(id).data }));
  const leads = await readLeads(
    table,
    named.flatMap(({ leadId }) => leadId ?? []),
    // What cannot be read is nobody's to keep.
    { onMalformed: () => {} },
  );
  return named.filter(({ leadId }) => leadId === undefined || leads.get(leadId)?.owner?.repId !== repId).map(({ id }) => id);
}
