import { ulid } from 'ulid';
import type { Submission } from '../capture/index.ts';
import type { Lead } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import { LeadId, type SubmissionRef } from '../platform/ids.ts';

/** Whose reading of the mail a link in it tells: the lead's, if the address is the lead's own. */
export function readerOf(to: string, lead: Lead, post: Submission | undefined, digests: Digests): LeadId {
  return to === lead.email || !post ? lead.leadId : strangersLeadId(post, digests);
}

/**
 * The id that stands in a mail's links where the address of a post is not the lead's own. It looks like that of a lead made of this post
 * and is nobody's: whoever types a number must not learn from the links that it is known, nor be taken for its owner when they follow one.
 * As a lead's own id it stays the same in every mail, whatever secrets are exchanged in between.
 */
function strangersLeadId(post: SubmissionRef & { readonly receivedAt: string }, digests: Digests): LeadId {
  const bytes = Buffer.from(digests.stranger(post), 'base64url').values();
  return LeadId.parse(`L${ulid(Date.parse(post.receivedAt), () => (bytes.next().value ?? 0) / 256)}`);
}
