import type { Clock } from '../platform/clock.ts';
import type { PoolId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Decision, PoolState } from './decision.ts';
import { type Window, windowOf } from './rules-window.ts';
import { readPoolState } from './store.ts';
import { walkDecisions } from './walk-decisions.ts';

/** The ledger of a pool with what brought it about. */
export interface PoolLedger {
  readonly state: PoolState;
  readonly window: Window;
  /** Newest first. */
  readonly decisions: readonly Decision[];
}

/** A window that is older is told without its beginning: each decision is a read. */
const mostDecisions = 300;
const monthsBack = 3;

/** Reads the ledger of a pool, when its present window began, and its last decisions. */
export async function readLedger(poolId: PoolId, { table, clock }: { readonly table: Table; readonly clock: Clock }): Promise<PoolLedger> {
  const state = await readPoolState(table, poolId);
  const decisions = await lastDecisions(table, poolId, clock());
  return { state, window: windowOf(decisions.filter(({ chosen }) => chosen !== null)), decisions };
}

async function lastDecisions(table: Table, poolId: PoolId, now: Date): Promise<Decision[]> {
  const found: Decision[] = [];
  for (let back = 0; back < monthsBack; back += 1) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 'yyyy-mm'.length);
    for await (const decision of walkDecisions(table, [poolId], month)) {
      found.push(decision);
      if (found.length >= mostDecisions) return found;
    }
  }
  return found;
}
