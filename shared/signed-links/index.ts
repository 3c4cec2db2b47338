export { type JudgedLinkToken, judgeLinkToken, type LinkPurpose, signLinkToken } from './token.ts';
