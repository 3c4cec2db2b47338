export { type ProjectChangesParts, projectChanges, suspectSeconds, triesOfSuspects } from './project-changes.ts';
export type { Asker, AskParts, ChangedItem, LeadChanges, Projected, Projector, ProjectParts } from './projector.ts';
