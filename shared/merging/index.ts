export { type DropAsked, dropCandidate } from './drop-candidate.ts';
export { ImpossibleMergeError } from './errors.ts';
export { listCandidates } from './list-candidates.ts';
export { mergeByRuleWork } from './merge-by-rule.ts';
export { type MergeAsked, type MergedLeads, mergeLeads, planMerge } from './merge-leads.ts';
export { moveItemsWork } from './move-items.ts';
export type { MergeParts } from './parts.ts';
export { type PartedLeads, type UndoAsked, undoMerge } from './undo-merge.ts';
export { previewFor } from './view.ts';
