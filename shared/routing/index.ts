export { assignLeads, assignMessageFor } from './assign-leads.ts';
export * from './decision.ts';
export type { AssignParts } from './parts.ts';
export { candidatesOf, choose, emptyPool, rerun, settle } from './rules-decide.ts';
export { chooseTerritory, fallbackTerritory, type RoutingFacts, type TerritoryChoice } from './rules-territory.ts';
export { type DecisionNames, renderReason, renderReject } from './sentences.ts';
export { readDecision, readDecisions, readPoolState } from './store.ts';
