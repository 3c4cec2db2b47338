export { ImpossibleMoveError } from './errors.ts';
export { type MoveAsked, type MoveParts, moveLead } from './move-lead.ts';
export { previewRecount, type RecountPreview } from './preview-recount.ts';
export { lifecycleInForce } from './rules-in-force.ts';
export { showMoves } from './show-moves.ts';
