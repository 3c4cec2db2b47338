export type { HeldAct } from './held-act.ts';
export { findOwnHeld, heldSeconds, holdAct, takeBackHeld } from './hold-act.ts';
export { performHeld } from './perform-held.ts';
export { heldActView } from './view.ts';
