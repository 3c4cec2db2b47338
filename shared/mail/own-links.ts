import { createHmac } from 'node:crypto';
import { ulid } from 'ulid';
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
 */
export function strangersLeadId(post: SubmissionRef & { readonly receivedAt: string }, key: string): LeadId {
  const bytes = createHmac('sha256', key).update(`nobody\u0000${post.formId}\u0000${post.submissionId}`).digest().values();
  return LeadId.parse(`L${ulid(Date.parse(post.receivedAt), () => (bytes.next().value ?? 0) / 256)}`);
}
