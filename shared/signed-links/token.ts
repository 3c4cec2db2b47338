import { createHmac } from 'node:crypto';
import { sameSecret } from '../platform/secrets.ts';

/** What a signed link lets its holder do; a token of one purpose is none of another. */
export type LinkPurpose =
  | 'address'
  | 'claim'
  | 'confirm'
  | 'download'
  | 'number'
  | 'offer'
  | 'place'
  | 'preferences'
  | 'subscribe'
  | 'survey';

/** 144 bits: too many to guess, and no half-used sign at the end. */
const signatureBytes = 18;
/** Longer than any token of ours: what is longer is not hashed. */
const longestToken = 1_024;

/**
 * `<end in seconds, base 36>.<claim>. … .<HMAC-SHA-256, cut>`: says to us alone what its holder may do, and until when. Whoever has the link
 * may use it, so claims are ids and digests: a link stands in histories, previews and logs of others.
 * @throws RangeError for a claim that could be read as two
 */
export function signLinkToken(purpose: LinkPurpose, claims: readonly string[], end: Date, key: string): string {
  for (const claim of claims) if (!/^[\w-]+$/.test(claim)) throw new RangeError('a claim of a link holds letters, digits, - and _');
  const unsigned = [Math.floor(end.getTime() / 1_000).toString(36), ...claims].join('.');
  return `${unsigned}.${signature(purpose, unsigned, key)}`;
}

export type JudgedLinkToken =
  | { readonly kind: 'valid' | 'expired'; readonly claims: readonly string[] }
  /** None that we signed for this purpose. */
  | { readonly kind: 'forged' };

/** Judges a token before anything is read for it. Several keys are good at once, so that a rotation breaks no link that was sent. */
export function judgeLinkToken(purpose: LinkPurpose, token: string, now: Date, signingKeys: readonly string[]): JudgedLinkToken {
  const [, unsigned = '', end = '', claims = '', signed = ''] =
    (token.length <= longestToken && /^(([0-9a-z]{1,8})((?:\.[\w-]+)*))\.([\w-]{24})$/.exec(token)) || [];
  if (!signingKeys.some((key) => sameSecret(signed, signature(purpose, unsigned, key)))) return { kind: 'forged' };
  const isExpired = now.getTime() > Number.parseInt(end, 36) * 1_000;
  return { kind: isExpired ? 'expired' : 'valid', claims: claims.split('.').slice(1) };
}

function signature(purpose: LinkPurpose, unsigned: string, key: string): string {
  const mac = createHmac('sha256', key).update(`link ${purpose}\u0000${unsigned}`).digest();
  return mac.subarray(0, signatureBytes).toString('base64url');
}
