import { changeLead, type LifecycleRules, movedByRules, noLifecycleRules, readLead, recountStage } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { IdSource, LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';

export interface RecountParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/**
 * Moves a lead up to the highest stage that the rules give it as it stands, with the reason `rules`. Safe to repeat: a lead that is there
 * stays, and so does one whose stage a person chose.
 * @returns whether it moved
 */
export function recountLead(leadId: LeadId, rules: LifecycleRules, { table, clock, ids }: RecountParts): Promise<boolean> {
  return untilWritten(async () => {
    const before = await readLead(table, leadId, { consistent: true });
    const found = before && recountStage(before, rules);
    if (!before || !found || found.isKept) return false;
    const at = clock();
    const causationId = `lifecycle/${rules.version}`;
    const { writes } = changeLead({
      before,
      at,
      actor: { kind: 'system', id: 'lifecycle-recount' },
      cause: { correlationId: causationId, causationId },
      // What stands is told by the draft: a recount learns nothing new of the lead.
      rules: noLifecycleRules,
      ids,
      draft: (lead) => movedByRules(lead, found.to, rules.version, at),
    });
    await table.transact([...writes]);
    return true;
  });
}
