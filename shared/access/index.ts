export { asUser, type UserEvent } from './as-user.ts';
export { type Principal, principalOf } from './principal.ts';
export { mayConfigure, mayCorrectLead, mayReadLead, seesContactDetails } from './rules-access.ts';
