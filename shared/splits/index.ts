export { type HandOverAsked, mayHandOver, previewHandOver, startHandOver } from './hand-over-rep.ts';
export type { SplitParts } from './parts.ts';
export { splitView } from './show-split.ts';
export { listSplits, placeOfPool, placeOfRep, readSplit, Split } from './split.ts';
export { alongOrAhead } from './split-work.ts';
export { namesIn, type PoolSplitAsked, previewSplit, startSplit } from './start-split.ts';
export { tellRepsOfList } from './tell-reps.ts';
export { findSplit, isSeen, type UndoAsked, undoSplit } from './undo-split.ts';
