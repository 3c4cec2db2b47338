import { ulid } from 'ulid';
import type { Digests } from '../platform/digests.ts';
import { LeadId, type SubmissionRef } from '../platform/ids.ts';
import { mailTokenParameter } from '../tracking/index.ts';
import type { Values } from './render.ts';

/** Adds the token to every address of the company's own site; whatever leads elsewhere stays as it is. */
export function withToken(values: Values, website: string, token: string): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, name.endsWith('Url') ? addressWithToken(value, website, token) : value]),
  );
}

export function addressWithToken(address: string, website: string, token: string): string {
  if (!URL.canParse(address) || !URL.canParse(website)) return address;
  const url = new URL(address);
  // The origin of `mailto:` and the like is "null" everywhere.
  if (!/^https?:$/.test(url.protocol) || url.origin !== new URL(website).origin) return address;
  url.searchParams.set(mailTokenParameter, token);
  return url.href;
}

/**
 * The id that stands in a mail's links where the address of a post is not the lead's own. It looks like that of a lead made of this post
 * and is nobody's: whoever types a number must not learn from the links that it is known, nor be taken for its owner when they follow one.
 * As a lead's own id it stays the same in every mail, whatever secrets are exchanged in between.
 */
export function strangersLeadId(post: SubmissionRef & { readonly receivedAt: string }, digests: Digests): LeadId {
  const bytes = Buffer.from(digests.stranger(post), 'base64url').values();
  return LeadId.parse(`L${ulid(Date.parse(post.receivedAt), () => (bytes.next().value ?? 0) / 256)}`);
}
