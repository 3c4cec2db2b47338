import { type Lead, readLead, replaceLead } from '../../../shared/leads/index.ts';
import type { LeadId, PoolId, RepId } from '../../../shared/platform/ids.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { untilWritten } from '../../../shared/platform/versioned.ts';
import { followOwner, readSeats } from '../../../shared/seats/index.ts';

/** Gives a lead to another rep, also of another pool, or to nobody, as a use case that reassigns does it. */
export async function reassign(table: Table, leadId: LeadId, repId: RepId | null, at: string, poolId?: PoolId): Promise<void> {
  await untilWritten(async () => {
    const [before, seats] = [await readLead(table, leadId, { consistent: true }), await readSeats(table, leadId)];
    if (!before?.owner || before.owner.repId === repId) return;
    const owner = repId === null ? null : { ...before.owner, ...(poolId === undefined ? {} : { poolId }), repId, since: at };
    const after: Lead = { ...before, owner, version: before.version + 1, updatedAt: at };
    await table.transact([...replaceLead(before, after), ...followOwner(before, after, seats)]);
  });
}
