export { asUser, type UserEvent } from './as-user.ts';
export { type Principal, principalOf } from './principal.ts';
export {
  isOwner,
  type LeadToRead,
  mayConfigure,
  mayCorrectLead,
  mayPublishConfig,
  mayReadConfig,
  mayReadLead,
  seesContactDetails,
} from './rules-access.ts';
