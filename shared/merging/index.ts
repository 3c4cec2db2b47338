export { type Merged, type MergeRefusal, mergeLeads, whyNotMerged } from './rules-merge.ts';
export { type LaterAct, type Split, undoMerge } from './rules-undo.ts';
