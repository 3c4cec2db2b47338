export { rejectHeld, releaseHeld } from './decide-held.ts';
export { listHeld } from './list-held.ts';
export { type HeldFigure, type HeldFigures, readHeldBetween } from './read-held.ts';
export { putDecision } from './store.ts';
