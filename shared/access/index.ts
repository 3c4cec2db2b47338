export { asUser, type UserEvent } from './as-user.ts';
export { hideIn, hideText } from './hide.ts';
export { leadersOf } from './leaders-of.ts';
export { hideFrom, readMaskingOf, readMaskRules } from './masking.ts';
export { type Principal, principalOf, principalOfUser } from './principal.ts';
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
  mayWithUser,
  scopeOf,
  seesContactDetails,
} from './rights.ts';
export {
  everythingMasked,
  type LeadInPool,
  type MaskRules,
  maskingOf,
  masksAnything,
  masksFor,
  nothingMasked,
  seesUnmasked,
} from './rules-masking.ts';
export { answerHider, seenFields } from './seen-fields.ts';
