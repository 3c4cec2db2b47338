import { isOwner, type Principal } from '../access/index.ts';
import type { Lead } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { seatedAt } from '../seats/index.ts';

/**
 * Tells at which of these leads the caller has a seat now, as far as it decides anything: of leads that are the caller's own it does not.
 * A lead that does not exist is asked for like one of somebody else, because the time of an answer would tell the two apart.
 */
export async function seatsOfCaller(
  table: Table,
  principal: Principal,
  leads: readonly Pick<Lead, 'leadId' | 'owner'>[],
): Promise<ReadonlySet<LeadId>> {
  if (principal.role !== 'rep') return new Set();
  const others = leads.filter((lead) => !isOwner(principal, lead));
  return seatedAt(
    table,
    principal.repId,
    others.map(({ leadId }) => leadId),
    { consistent: true },
  );
}
