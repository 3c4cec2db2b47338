import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Table } from '../platform/table.ts';
import { readLoads } from './load.ts';
import { type PoolConfig, poolKind } from './pool-config.ts';
import { repKind } from './rep-config.ts';
import { countedIn } from './rules-load.ts';
import { type Turn, turnsIn } from './rules-turn.ts';
import { readPoolState } from './store.ts';

/** Reads how the reps of a pool stand for the next thing that it gives: its ledger, and what they have in hand where that is counted. */
export async function readTurns(
  pool: PoolConfig,
  { table, config, at }: { readonly table: Table; readonly config: Pick<ConfigReader, 'current'>; readonly at: Date },
): Promise<Turn[]> {
  const [pools, reps, company] = await Promise.all([config.current(poolKind), config.current(repKind), config.current(companyKind)]);
  const rules = { pools, reps, company };
  const [state, loads] = await Promise.all([readPoolState(table, pool.id), readLoads(table, countedIn(pool, rules))]);
  return turnsIn(pool, rules, { ...state, loads: Object.fromEntries(loads) }, at);
}
