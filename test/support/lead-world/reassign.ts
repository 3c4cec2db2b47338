import { leadAssigned, leadUnassigned } from '../../../events/index.ts';
import { draftEntry, readLead } from '../../../shared/leads/index.ts';
import { type IdSource, type LeadId, leadSubject, type PoolId, type RepId, randomIds } from '../../../shared/platform/ids.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { untilWritten } from '../../../shared/platform/versioned.ts';
import { changeAssignment, readAssignment } from '../../../shared/routing/index.ts';
import { readSeats } from '../../../shared/seats/index.ts';
import { readTasks } from '../../../shared/tasks/index.ts';

/** Gives a lead to another rep, also of another pool, or to nobody, as a use case that reassigns does it. */
export async function reassign(
  table: Table,
  leadId: LeadId,
  repId: RepId | null,
  at: string,
  { toPool, ids = randomIds }: { readonly toPool?: PoolId; readonly ids?: Pick<IdSource, 'entryId'> } = {},
): Promise<void> {
  await untilWritten(async () => {
    const [lead, seats] = [await readLead(table, leadId, { consistent: true }), await readSeats(table, leadId)];
    if (!lead?.owner || lead.owner.repId === repId) return;
    const { decisionId } = lead.owner;
    const poolId = toPool ?? lead.owner.poolId;
    const moved = {
      lead,
      subject: leadSubject,
      before: (await readAssignment(table, lead.leadId, leadSubject)) ?? null,
      seats,
      tasks: await readTasks(table, leadId),
      ids,
      at: new Date(at),
      actor: { kind: 'user', id: 'user-mai' },
      cause: { correlationId: 'request-1', causationId: 'request-1' },
    } as const;
    const writes =
      repId === null
        ? changeAssignment({
            ...moved,
            to: { state: 'waiting', poolId, repId, decisionId: null },
            entries: [
              draftEntry(leadUnassigned, { subject: leadSubject, poolId, repId: lead.owner.repId, reason: 'recalled', decisionId }),
            ],
          })
        : changeAssignment({
            ...moved,
            to: { state: 'owned', poolId, repId, decisionId, contactDueAt: at },
            entries: [draftEntry(leadAssigned, { subject: leadSubject, poolId, repId, decisionId })],
          });
    await table.transact(writes);
  });
}
