export { ulidAt } from './base32.ts';
export { type LinkMaker, linkRef, type ReadLink, readSignedLink } from './link.ts';
export {
  type AnsweredMail,
  type JudgedReplyAddress,
  judgeReplyAddress,
  mailMark,
  type ReplyPurpose,
  signReplyAddress,
} from './reply-address.ts';
export { judgeLinkToken, type LinkPurpose, signLinkToken } from './token.ts';
