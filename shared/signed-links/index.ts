export { type LinkMaker, linkRef, type ReadLink, readSignedLink } from './link.ts';
export { type AnsweredMail, type JudgedReplyAddress, judgeReplyAddress, mailMark, signReplyAddress } from './reply-address.ts';
export { judgeLinkToken, type LinkPurpose, signLinkToken } from './token.ts';
