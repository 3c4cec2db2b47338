export { rejectHeld, releaseHeld } from './decide-held.ts';
export { listHeld } from './list-held.ts';
export { putDecision } from './store.ts';
