export * from './record.ts';
export { assignedTo, heldBy, lastHolder } from './rules-assigned.ts';
export {
  OpportunityCard,
  opportunitiesAssignedAs,
  opportunitiesOf,
  parseOpportunity,
  putOpportunity,
  readOpportunities,
  readOpportunity,
} from './store.ts';
