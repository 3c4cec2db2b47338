import { leadProposed } from '../../events/index.ts';
import { deleteProposedAddress, type Identification, namesCompatible, putProposedAddress } from '../identity/index.ts';
import { draftEntry, type EntryDraft, type Lead } from '../leads/index.ts';
import { refOf } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { type Proposal, putProposals, readProposals, valuesProposed, withProposed } from '../proposals/index.ts';
import type { IntakeParts } from './parts.ts';
import type { Post } from './post.ts';

/** What a post proposes against the record of a known person. */
export interface Proposing {
  readonly writes: readonly WriteItem[];
  /** Tell of what was proposed for the first time; a value that waits already is no news. */
  readonly entries: readonly EntryDraft[];
  /** Whether something waits for a decision after the post. */
  readonly openProposals: boolean;
}

/**
 * Proposes what a post says otherwise than the record. `after`: the record with what the post has filled.
 * A post that says nothing against it costs nothing.
 */
export async function propose(
  { submission, contact }: Post,
  { lead: before, matchedBy }: Extract<Identification, { readonly kind: 'known' }>,
  after: Lead,
  { table, digests }: IntakeParts,
): Promise<Proposing> {
  const values = valuesProposed(contact, after, matchedBy);
  if (values.length === 0) return { writes: [], entries: [], openProposals: before.openProposals };
  const { leadId } = before;
  const stored = await readProposals(table, leadId, { consistent: true });
  const reference = refOf(submission);
  // The person is asked only where the post came under the address that they are asked by, with a name that can be theirs.
  const confirmable = matchedBy === 'email' && contact.email === after.email && namesCompatible(contact.nameKey, after.nameKey);
  const proposed = withProposed(stored, values, { submission: reference, at: submission.receivedAt, confirmable });
  const { opened, displaced } = proposed;
  const fields = [...new Set(opened.map(({ field }) => field))];
  return {
    writes: [
      putProposals(stored, proposed.after),
      ...addressesOf(opened).map((email) => putProposedAddress(digests.email(email), leadId)),
      ...addressesOf(displaced).map((email) => deleteProposedAddress(digests.email(email), leadId)),
    ],
    entries: fields.length > 0 ? [draftEntry(leadProposed, { fields, submission: reference })] : [],
    openProposals: proposed.after.open.length > 0,
  };
}

const addressesOf = (proposals: readonly Proposal[]): string[] =>
  proposals.flatMap((proposal) => (proposal.field === 'email' ? [proposal.value] : []));
