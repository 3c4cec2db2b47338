export { asUser, type UserEvent } from './as-user.ts';
export { type Principal, principalOf } from './principal.ts';
export {
  type ConfigAction,
  isInPools,
  isOwner,
  type LeadInScope,
  may,
  mayAtAll,
  mayReadPlace,
  mayWithKind,
  mayWithOpportunity,
  mayWithPool,
  mayWithPost,
  mayWithRep,
  scopeOf,
  seesContactDetails,
} from './rights.ts';
