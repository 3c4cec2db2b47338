import { SourceId, type SubmissionRef, submissionIdOfRequest } from '../platform/ids.ts';
import { judgeLinkToken, type LinkPurpose } from './token.ts';

/** What links are made with. */
export interface LinkMaker {
  /** Where the pages behind links are. */
  readonly siteUrl: string;
  readonly signedLinkKey: string;
}

/** What a link says; `unknown`: it is none that we signed for its purpose. */
export type ReadLink<Claims> = { readonly kind: 'valid' | 'expired'; readonly claims: Claims } | { readonly kind: 'unknown' };

/** Reads the token of a link before anything is looked up for it. What we signed for a purpose has the claims that `parse` reads for it. */
export function readSignedLink<Claims>(
  purpose: LinkPurpose,
  token: string,
  now: Date,
  signedLinkKeys: readonly string[],
  parse: (claims: readonly string[]) => Claims,
): ReadLink<Claims> {
  const judged = judgeLinkToken(purpose, token, now, signedLinkKeys);
  return judged.kind === 'forged' ? { kind: 'unknown' } : { kind: judged.kind, claims: parse(judged.claims) };
}

/** Returns the reference of an act by which somebody decided behind a link, where no post did. */
export function linkRef(requestId: string): SubmissionRef {
  return { channel: 'manual', sourceId: SourceId.parse('link'), submissionId: submissionIdOfRequest(requestId) };
}
