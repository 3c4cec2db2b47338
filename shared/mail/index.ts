export { readLastMail, takeMailboxTurn } from './mailbox.ts';
export { readFormOf, readPost, type Submitter, submitterOf } from './post.ts';
export {
  type BegunMail,
  type ClaimGuard,
  defineMail,
  filled,
  type MailPlan,
  type MailProduct,
  type MailProducts,
  type ProductParts,
  type Unsent,
  type WrittenMail,
} from './product.ts';
export { productLabels } from './product-labels.ts';
export { type RecipientFacts, readRecipient } from './recipient.ts';
export type { LastMail, Mail, MailAudience, MailFailure, MailKind, MailStatus, PlannedMail } from './record.ts';
export { isAtRest } from './record.ts';
export { type ResendReport, resendNotices } from './resend.ts';
export { readMails } from './store.ts';
export type { CompanyVariable, OwnValues, Template, Words } from './template.ts';
