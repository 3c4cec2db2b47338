export { type Principal, principalOf } from './principal.ts';
export { mayCorrectLead, mayReadLead, seesContactDetails } from './rules-access.ts';
