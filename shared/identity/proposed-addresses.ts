import type { Digests, EmailDigest } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, SubmissionRef } from '../platform/ids.ts';
import { keys, sortId } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';
import { type Holders, parseEmailGuard, readHolders } from './guards.ts';

/** Records that are found by an address that was only proposed for them. More are not looked at, so that no stranger makes a post dearer. */
const maxProposers = 3;

/** Who holds what a post tells, and for whom its address was only proposed. */
export interface Claimants extends Holders {
  readonly proposers: readonly LeadId[];
  /** The first post under an address that nobody holds, where it went to the record of its number. */
  readonly firstPost: SubmissionRef | null;
}

/** Reads who holds the address and the number, and for whom the address was proposed, consistently: one read for each of the two. */
export async function readClaimants(
  parts: { readonly table: Table; readonly digests: Digests },
  { email, phone }: { readonly email: string | null; readonly phone: string | null },
): Promise<Claimants> {
  const [byAddress, { byPhone }] = await Promise.all([
    email === null ? nobody : readByAddress(parts.table, parts.digests.email(email)),
    readHolders(parts, { email: null, phone }),
  ]);
  return { ...byAddress, byPhone };
}

const nobody: Omit<Claimants, 'byPhone'> = { byEmail: null, proposers: [], firstPost: null };

/** The guard sorts before the first post, and that before the proposals. Where there is a guard, nobody asks for more. */
async function readByAddress(table: Table, email: EmailDigest): Promise<typeof nobody> {
  const guardKey = keys.emailGuard(email);
  const { items } = await table.query({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': guardKey.pk },
    ConsistentRead: true,
    Limit: 1 + maxProposers,
  });
  const guard = items.find(({ sk }) => sk === guardKey.sk);
  if (guard) return { ...nobody, byEmail: parseEmailGuard(guard) };
  const first = items.find(({ sk }) => sk === keys.firstPost(email).sk);
  const proposers = items.filter((item) => item !== first).map((item) => LeadId.parse(sortId(item)));
  return { byEmail: null, proposers: proposers.slice(0, maxProposers), firstPost: first ? firstPostIn(first) : null };
}

function firstPostIn({ submission }: Item): SubmissionRef {
  const ref = SubmissionRef.safeParse(submission);
  if (!ref.success) throw new CorruptItemError('the first post under an address does not have the shape this version knows');
  return ref.data;
}

/**
 * Notes the first post under an address; refused where the address has a holder by now, or another post was quicker. `stale` is the post
 * that was noted before and is gone.
 */
export function putFirstPost(email: EmailDigest, submission: SubmissionRef, stale: SubmissionRef | null = null): WriteItem[] {
  const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
  const replaces = { ConditionExpression: 'submission = :stale', ExpressionAttributeValues: { ':stale': stale } };
  return [
    { ConditionCheck: { Key: keys.emailGuard(email), ...isNew } },
    { Put: { Item: { ...keys.firstPost(email), submission }, ...(stale === null ? isNew : replaces) } },
  ];
}

/** Ends that the first post under an address is remembered: a record holds the address. */
export function deleteFirstPost(email: EmailDigest): WriteItem {
  return { Delete: { Key: keys.firstPost(email) } };
}

/** Makes a record findable by an address that was proposed for it; it guards nothing. */
export function putProposedAddress(email: EmailDigest, leadId: LeadId): WriteItem {
  return { Put: { Item: { ...keys.proposedAddress(email, leadId) } } };
}

/** Ends that a record is found by an address that is no proposal any more. */
export function deleteProposedAddress(email: EmailDigest, leadId: LeadId): WriteItem {
  return { Delete: { Key: keys.proposedAddress(email, leadId) } };
}
