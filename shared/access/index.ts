export { type Principal, principalOf } from './principal.ts';
export { mayConfigure, mayReadLead, seesContactDetails } from './rules-access.ts';
