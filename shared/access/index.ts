export { type Principal, principalOf } from './principal.ts';
export { mayReadLead, seesContactDetails } from './rules-access.ts';
