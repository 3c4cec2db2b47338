export {
  Opportunity,
  opportunitiesOf,
  parseOpportunity,
  putOpportunity,
  readOpportunities,
  readOpportunity,
} from '../needs/index.ts';
export { changeOpportunity } from './change-opportunity.ts';
export { changeEntries, openedEntry } from './entries.ts';
export { assignedSubject, type FoundOpportunity, findOpportunity, mayWith } from './find-opportunity.ts';
export { opportunityProjector } from './follow-lead.ts';
export { listOpportunities } from './list-opportunities.ts';
export { mostOpen, openOpportunity } from './open-opportunity.ts';
export { type ChangeWish, changed } from './rules-change.ts';
export { opened } from './rules-open.ts';
export { assignedWithLead } from './rules-owner.ts';
export type { SalesRules } from './rules-pipeline.ts';
export { countedWith } from './rules-standing.ts';
export { salesRules } from './sales-rules.ts';
export { seenNeeds } from './seen-needs.ts';
export { type About, aboutOf, mayActOn, usualSubjects } from './subject-asked.ts';
export { subjectsInList, subjectsOfCaller } from './subjects-of-caller.ts';
export { opportunityView } from './view.ts';
