import type { ConfigReader } from '../config/index.ts';
import type { RepId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { RejectReason } from './decision.ts';
import { readLoads } from './load.ts';
import type { PoolConfig } from './pool-config.ts';
import { currentRules } from './read-rules.ts';
import { availabilityIn, companyOf } from './rules-availability.ts';
import { capsOf, isCounted, loadAt } from './rules-load.ts';
import { readPoolState } from './store.ts';

/**
 * Says why the turn of a pool would pass reps over who are to get so many leads at once: they are away, or it is more than they may be given. Whoever it
 * would not pass over is left out.
 */
export async function gatedReps(
  pool: PoolConfig,
  wanted: ReadonlyMap<RepId, number>,
  { table, config, at }: { readonly table: Table; readonly config: Pick<ConfigReader, 'current'>; readonly at: Date },
): Promise<ReadonlyMap<RepId, RejectReason>> {
  const rules = await currentRules(config);
  const counted = [...wanted.keys()].filter((repId) => isCounted(repId, rules));
  const [state, loads] = await Promise.all([readPoolState(table, pool.id), readLoads(table, counted)]);
  const availabilityOf = availabilityIn(pool, rules, at);
  const gated = new Map<RepId, RejectReason>();
  for (const [repId, leads] of wanted) {
    const rep = rules.reps.documents.get(repId);
    if (!rep) continue;
    const { isOnLeave, isOffDuty, isOutsideHours } = availabilityOf(rep, state.duty?.[repId]);
    const { perDay, open } = capsOf(rep, pool);
    const load = isCounted(repId, rules) ? loadAt(loads.get(repId), rep, companyOf(rules), at) : null;
    if (isOnLeave) gated.set(repId, 'onLeave');
    else if (isOffDuty) gated.set(repId, 'offDuty');
    else if (isOutsideHours) gated.set(repId, 'outsideHours');
    else if (load && perDay !== undefined && load.count + leads > perDay) gated.set(repId, 'capDay');
    else if (load && open !== undefined && load.open + leads > open) gated.set(repId, 'capOpen');
  }
  return gated;
}
