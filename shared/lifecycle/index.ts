export { ImpossibleMoveError } from './errors.ts';
export { type MoveAsked, type MoveParts, moveLead } from './move-lead.ts';
export { lifecycleInForce } from './rules-in-force.ts';
