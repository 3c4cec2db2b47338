export { type LinkMaker, linkRef, type ReadLink, readSignedLink } from './link.ts';
export { judgeLinkToken, type LinkPurpose, signLinkToken } from './token.ts';
