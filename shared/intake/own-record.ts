import { contactOf, deleteFirstPost, type Identification, identify, identifyingPhone, type KnownHolders } from '../identity/index.ts';
import { type EntryDraft, type FieldValue, type Lead, putProvenance } from '../leads/index.ts';
import { refText } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { valuesProposed } from '../proposals/index.ts';
import type { Held } from './find-person.ts';
import type { IntakeParts } from './parts.ts';
import type { Post } from './post.ts';
import { propose } from './propose.ts';
import { newLead } from './rules-record.ts';
import { applyPost } from './rules-update.ts';

/** A record of its own for an address that was posted before, as it stands after the post. */
export interface OwnRecord {
  readonly found: Identification & { readonly kind: 'new' };
  readonly lead: Lead;
  readonly writes: readonly WriteItem[];
  readonly entries: readonly EntryDraft[];
}

/**
 * Makes the record that a posted address would have, had its first post not gone to the record of a known number: with the name and the
 * number of that post, and what this one says otherwise proposed. So what is asked by mail of whoever typed the address is the same
 * whether the number was known or not. Null where the address was not posted before, or the post goes to the record of its number as
 * the first one did and says nothing else.
 */
export async function ownRecord(
  post: Post,
  found: Identification,
  known: KnownHolders,
  { firstPost: first }: Pick<Held, 'firstPost'>,
  parts: IntakeParts,
): Promise<OwnRecord | null> {
  const { contact } = post;
  if (contact.email === null || first === null) return null;
  const { fullName, nameKey, phone, extraPhones } = contactOf(first.fields);
  const at = post.at.toISOString();
  const made = { ...post, contact: { ...contact, fullName, nameKey, phone, extraPhones }, claimsPhone: false, at };
  const base = newLead(parts.ids.leadId(post.at), made);
  const { leadId } = base;
  const asIf = identify(
    { nameKey: contact.nameKey, email: contact.email, phone: identifyingPhone(contact.phone) },
    { ...known, byEmail: base },
  );
  if (asIf.kind !== 'known') return null;
  const said = (value: string): FieldValue[] => [
    { value, at: first.receivedAt, source: { kind: 'submission', id: refText(first) }, verified: false },
  ];
  const fields = {
    ...(fullName === null ? {} : { fullName: said(fullName) }),
    ...(phone === null ? {} : { phone: said(phone.e164 ?? phone.raw) }),
  };
  const history = { leadId, fields, extra: {} };
  const update = applyPost(base, history, { ...post, claimsPhone: asIf.ownsPhone, at, heldSince: post.held && post.submission.receivedAt });
  const isNews = update.lead.nameKey !== nameKey || valuesProposed(contact, update.lead, 'email').length > 0;
  if (found.kind === 'known' && !isNews) return null;
  const proposing = await propose(post, { ...asIf, lead: base }, update.lead, parts);
  const mergeWith = asIf.mergeWith && { ...asIf.mergeWith, reason: 'samePhone' as const };
  return {
    found: { kind: 'new', claimsPhone: asIf.claimsPhone, mergeWith },
    lead: { ...update.lead, openProposals: proposing.openProposals },
    writes: [
      putProvenance({ ...history, version: 0, fields: {} }, update.provenance ?? history),
      deleteFirstPost(parts.digests.email(contact.email)),
      ...proposing.writes,
    ],
    entries: proposing.entries,
  };
}
