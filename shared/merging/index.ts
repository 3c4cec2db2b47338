export { ImpossibleMergeError } from './errors.ts';
export { type MergeAsked, type MergedLeads, mergeLeads, planMerge } from './merge-leads.ts';
export type { MergeParts } from './parts.ts';
export { previewOf } from './view.ts';
