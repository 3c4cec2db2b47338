import type { CheckedLeadView } from '../../api/leads/check-lead.ts';
import { may, type Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, poolOf } from '../leads/index.ts';
import { subjectsOfCaller } from '../opportunities/index.ts';
import type { Table } from '../platform/table.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';

/** Who works with a person, for somebody who perhaps may know no more of them. */
export type WhoHas = Pick<CheckedLeadView['people'][number], 'leadId' | 'owner' | 'pool'>;

/** Tells who has a lead, and which one it is to whoever may read it. */
export async function whoHas(
  lead: Lead,
  principal: Principal,
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Promise<WhoHas> {
  const [subjects, { documents: reps }, { documents: pools }] = await Promise.all([
    subjectsOfCaller(table, principal, lead),
    config.current(repKind),
    config.current(poolKind),
  ]);
  const poolId = poolOf(lead);
  return {
    leadId: may(principal, 'lead.read', lead, subjects) ? lead.leadId : null,
    owner: lead.owner && { repId: lead.owner.repId, name: reps.get(lead.owner.repId)?.name ?? null },
    pool: poolId && { poolId, name: pools.get(poolId)?.name ?? { vi: poolId, en: poolId } },
  };
}
