import type { ChangeLog } from './change-log.ts';
import type { Commits } from './commits.ts';
import type { ItemHolds } from './holds.ts';
import type { LevelStore } from './store.ts';
import type { Expiries } from './time-to-live.ts';
import type { Body } from './types.ts';

/** What the operations share. */
export interface Context {
  store: LevelStore;
  holds: ItemHolds;
  commits: Commits;
  log: ChangeLog;
  expiries: Expiries;
  /** Milliseconds since 1970, by the runtime's clock. */
  now: () => number;
  /** How long a transaction keeps its items, in real milliseconds. */
  conflictHoldMs: { min: number; max: number };
}

export type Operation = (context: Context, input: Body) => Promise<Body> | Body;
