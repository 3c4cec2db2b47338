import { deleteProposedAddress, putProposedAddress } from '../identity/index.ts';
import { normaliseName } from '../identity/name.ts';
import { type Lead, phonesOf } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import { type LeadId, refText, type SubmissionRef } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import type { Proposal } from './record.ts';
import { newestPerField } from './rules-proposals.ts';
import { putProposals, readProposals } from './store.ts';

interface Parted {
  /** Under which leads the person's posts came since: the lead that is left last, and before it those that became part of it. */
  readonly under: readonly LeadId[];
  /** The one that was part of it, as it will stand. */
  readonly other: Pick<Lead, 'leadId' | 'fullName' | 'email' | 'emails' | 'phone' | 'extraPhones'>;
  /** Posts since that are of the other one. */
  readonly posts: readonly SubmissionRef[];
}

export interface PartedProposals {
  readonly writes: readonly WriteItem[];
  /** Of leads that had some of them whether something waits for a decision still; of others it is as it stood. */
  readonly left: ReadonlyMap<LeadId, boolean>;
  readonly other?: true;
}

/**
 * Takes what posts of the other person proposed off the leads that they came under. What the other record says itself is no proposal any more; the rest
 * waits there, for colleagues alone, because it was said under the address of a record that was of both.
 */
export async function partedProposals(
  { under, other, posts }: Parted,
  { table, digests }: { readonly table: Pick<Table, 'get'>; readonly digests: Digests },
): Promise<PartedProposals> {
  if (posts.length === 0) return { writes: [], left: new Map() };
  const refs = new Set(posts.map(refText));
  const stored = await Promise.all([...new Set(under)].map((leadId) => readProposals(table, leadId, { consistent: true })));
  const parted = stored.flatMap((one) => {
    const going = one.open.filter(({ submission }) => refs.has(refText(submission)));
    return going.length === 0 ? [] : [{ stored: one, going, open: one.open.filter((proposal) => !going.includes(proposal)) }];
  });
  const left = new Map(parted.map(({ stored: { leadId }, open }) => [leadId, open.length > 0]));
  const taken = parted.flatMap(({ stored: one, going, open }) => [
    putProposals(one, { ...one, version: one.version + 1, open }),
    ...addressesOf(going).map((email) => deleteProposedAddress(digests.email(email), one.leadId)),
  ]);
  const moving = parted
    .flatMap(({ going }) => going)
    .filter((proposal) => !isSaidBy(other, proposal))
    .map((proposal): Proposal => ({ ...proposal, confirmable: false }));
  if (moving.length === 0) return { writes: taken, left };
  const own = await readProposals(table, other.leadId, { consistent: true });
  const added = putProposals(own, { ...own, version: own.version + 1, open: newestPerField([...own.open, ...moving]) });
  const found = addressesOf(moving).map((email) => putProposedAddress(digests.email(email), other.leadId));
  return { writes: [...taken, added, ...found], left, other: true };
}

function isSaidBy({ fullName, email, emails = [], ...lead }: Parted['other'], proposal: Proposal): boolean {
  if (proposal.field === 'fullName') return normaliseName(proposal.value).searchKey === normaliseName(fullName ?? '').searchKey;
  if (proposal.field === 'email') return proposal.value === email || emails.includes(proposal.value);
  return phonesOf(lead).some(({ e164 }) => e164 === proposal.value.e164);
}

const addressesOf = (proposals: readonly Proposal[]): string[] =>
  proposals.flatMap((proposal) => (proposal.field === 'email' ? [proposal.value] : []));
