export { acceptPost, type CaptureParts, type CaptureResult, type IncomingPost, type Refusal } from './accept-post.ts';
export { type AddressCounter, addressWindowMs, createAddressCounter } from './address-window.ts';
export { answersOfForm } from './answers-of-form.ts';
export { callerOf } from './caller.ts';
export { describeForm } from './form-description.ts';
export { intakeMessageFor } from './intake-message.ts';
export { type Caller, corsHeaders, mayUseForm, preflightHeaders } from './origins.ts';
export type { Post } from './post.ts';
export { encodingOf } from './read-post.ts';
export { thankYouAddress } from './redirect.ts';
export { distinct } from './rules-answers.ts';
export { clickIdsIn } from './rules-click-ids.ts';
export { deliversByMail, deliversOnPage } from './rules-delivery.ts';
export { isAboveLimit, networkOf, networksOf } from './rules-networks.ts';
export { answeredForGood, fieldsToAsk } from './rules-progressive.ts';
export { optionsOf } from './rules-score.ts';
export { type Counted, suspicions, suspiciousTexts } from './rules-spam.ts';
export { clientAddress } from './sender.ts';
export {
  type BadRow,
  badRowDays,
  countClientPost,
  countClientPosts,
  countHeldPost,
  countTokenUse,
  parseOutcome,
  parseSubmission,
  putHeldSubmission,
  putNewSubmission,
  putOutcome,
  putSubmission,
  quarantineDays,
  readOutcome,
  readReadableOutcome,
  readSubmissionAndOutcome,
  readSubmissions,
  releaseOf,
  usesPerToken,
} from './store.ts';
export * from './submission.ts';
export { judgeFormToken, signFormToken } from './token.ts';
export { incomeBandsOffered, knownProducts } from './words-offered.ts';
