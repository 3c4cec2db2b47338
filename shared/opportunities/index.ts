export {
  Opportunity,
  OpportunityState,
  opportunitiesOf,
  Proposal,
  parseOpportunity,
  putOpportunity,
  readOpportunities,
  readOpportunity,
} from '../needs/index.ts';
export { type ChangeAsked, changeOpportunity } from './change-opportunity.ts';
export { changeEntries, openedEntry } from './entries.ts';
export { assignedSubject, type FoundOpportunity, findOpportunity, mayWith } from './find-opportunity.ts';
export { opportunityProjector } from './follow-lead.ts';
export { type BoardPage, type BoardParts, listOpportunities } from './list-opportunities.ts';
export { mostOpen, type OpenedOpportunity, type OpeningAsked, type OpeningParts, openOpportunity } from './open-opportunity.ts';
export { type ChangeWish, changed } from './rules-change.ts';
export { type AssignedTo, type Opening, type OpeningWish, opened } from './rules-open.ts';
export { assignedWithLead, following, holderOf } from './rules-owner.ts';
export { pipelineFor, type SalesRules, stageNamed } from './rules-pipeline.ts';
export { countedWith } from './rules-standing.ts';
export { salesRules } from './sales-rules.ts';
export { type OpportunityNames, opportunityView } from './view.ts';
