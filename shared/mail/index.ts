export { noteAway, proveAddress, readAddress, readAddressState } from './address.ts';
export type { AddressProblem } from './address-problem.ts';
export { closeDigest, type Gathered, leaveOutOfDigest, readGathered } from './digest-store.ts';
export { sentSubject } from './header-text.ts';
export { hideValues, isHidden } from './hide-written.ts';
export { mailId } from './mail-id.ts';
export { readLastMail, takeMailboxForLead, takeMailboxTurn } from './mailbox.ts';
export { type MailboxAhead, noMailbox, readSlotsAhead } from './mailbox-slots.ts';
export { readFormOf, readPost, type Submitter, submitterOf } from './post.ts';
export {
  type Advertising,
  type BegunMail,
  type ClaimGuard,
  type ClaimParts,
  defineMail,
  type Following,
  type FollowParts,
  filled,
  type MailEnd,
  type MailPlan,
  type MailProduct,
  type MailProducts,
  type MailWait,
  type MailWriter,
  type Postponed,
  type PreparedMail,
  type ProductParts,
  type Unsent,
  valuesIn,
  type WrittenMail,
} from './product.ts';
export { productLabels } from './product-labels.ts';
export { type RecipientFacts, type RecipientParts, readAddressFacts, readRecipient } from './recipient.ts';
export {
  type AddressChoices,
  type AddressState,
  type ConfirmedTopic,
  isAtRest,
  type Mail,
  type MailAudience,
  type MailFailure,
  type MailKind,
  type MailStatus,
  needIn,
} from './record.ts';
export { escapeHtml, safeUrl } from './render.ts';
export { type ResendReport, resendNotices } from './resend.ts';
export type { DigestReader } from './rules-digest.ts';
export { advertisingLimits } from './rules-slots.ts';
export { readMail, readMails } from './store.ts';
export type { CompanyVariable, Template, Words } from './template.ts';
export { mailStyle } from './templates/style.ts';
