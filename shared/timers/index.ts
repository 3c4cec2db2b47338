export { findDueTimers, lookAheadMs, type RunParts, runShard } from './run.ts';
export { putTimer, Timer, timerIdFor } from './timer.ts';
