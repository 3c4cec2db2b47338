export { findDueTimers, lookAheadMs, type RunParts, runShard } from './run.ts';
export { sendDueTimers, sendInPlaceOf } from './send-due.ts';
export { eachTimerOnce, putTimer, Timer, timerIdFor } from './timer.ts';
