import type { LeadId } from '../platform/ids.ts';
import { refText } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type ProfileByPost, profileByPost } from '../profiles/index.ts';
import type { Post } from './post.ts';

/** Takes what a post says of the person into their profile. It was said when the post came, however long it was held back. */
export function profileOf(
  lead: { readonly leadId: LeadId; readonly isNew: boolean },
  { form, submission }: Pick<Post, 'form' | 'submission'>,
  table: Pick<Table, 'get'>,
): Promise<ProfileByPost> {
  const source = { kind: 'submission' as const, id: refText(submission) };
  const word = { at: submission.receivedAt, source, verified: false };
  return profileByPost(lead, form, { fields: submission.fields, word }, table);
}
