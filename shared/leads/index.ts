export { type Answers, answersOf, joinAnswers, splitAnswers } from './answers.ts';
export { type Act, type ChangedLead, changeLead, createLead, noteOnLead, UntoldChangeError } from './change.ts';
export { draftEntry, type EntryDraft, type LeadDraft, type LeadFields } from './draft.ts';
export { parseLead } from './item.ts';
export * from './record.ts';
export { type DecideStage, decideStage, type LifecycleRules, noLifecycleRules, type StageMove } from './rules-lifecycle.ts';
export * from './store.ts';
export * from './timeline.ts';
export * from './walk-leads.ts';
