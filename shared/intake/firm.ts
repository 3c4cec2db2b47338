import { type Placed, placeAtFirm } from '../firms/index.ts';
import { type Lead, readProvenance } from '../leads/index.ts';
import { refText } from '../platform/ids.ts';
import type { IntakeParts } from './parts.ts';
import type { Post } from './post.ts';

/** Finds the firm of a person whom nobody knew, or makes it known. */
export function firmOfNew(post: Post, parts: IntakeParts): Promise<Placed> {
  return place(post, post.contact.email, parts);
}

/**
 * Finds the firm of a known person. A record that has one keeps it, unless the post names another company with its tax code, and that is taken: who
 * changes the job says so. The mailbox counts only where it is the record's own.
 * @param changed names of the fields that the post changes
 */
export async function firmOfKnown(post: Post, before: Lead, changed: readonly string[], parts: IntakeParts): Promise<Placed> {
  const stays: Placed = { companyId: before.companyId, firmIds: [], writes: [] };
  const { taxCode } = post.submission.fields;
  const isAsked = before.companyId === null || (taxCode !== undefined && changed.includes('company'));
  if (!isAsked) return stays;
  const placed = await place(post, before.companyId === null && post.contact.email === before.email ? before.email : null, parts);
  if (placed.companyId === null || (before.companyId !== null && placed.firmIds.includes(before.companyId)))
    return { ...stays, writes: placed.writes };
  // What a colleague said of it stands.
  const history = await readProvenance(parts.table, before.leadId);
  return history.fields.companyId?.[0]?.verified ? stays : placed;
}

function place({ submission, details, at }: Post, email: string | null, parts: IntakeParts): Promise<Placed> {
  const typed = { name: details.company, taxCode: submission.fields.taxCode, email };
  return placeAtFirm(typed, { createdBy: { kind: 'submission', id: refText(submission) }, at }, parts);
}
