import type { Digests, EmailDigest } from '../platform/digests.ts';
import { LeadId } from '../platform/ids.ts';
import { keys, sortId } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { type EmailGuard, type Holders, parseEmailGuard, readHolders } from './guards.ts';

/** Records that are found by an address that was only proposed for them. More are not looked at, so that no stranger makes a post dearer. */
const maxProposers = 3;

/** Who holds what a post tells, and for whom its address was only proposed. */
export interface Claimants extends Holders {
  readonly proposers: readonly LeadId[];
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

const nobody: { readonly byEmail: EmailGuard | null; readonly proposers: readonly LeadId[] } = { byEmail: null, proposers: [] };

/** The guard sorts before the proposals. */
async function readByAddress(table: Table, email: EmailDigest): Promise<typeof nobody> {
  const guardKey = keys.emailGuard(email);
  const { items } = await table.query({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': guardKey.pk },
    ConsistentRead: true,
    Limit: 1 + maxProposers,
  });
  const guard = items.find(({ sk }) => sk === guardKey.sk);
  const proposers = items.filter((item) => item !== guard).map((item) => LeadId.parse(sortId(item)));
  return { byEmail: guard ? parseEmailGuard(guard) : null, proposers: proposers.slice(0, maxProposers) };
}

/** Makes a record findable by an address that was proposed for it; it guards nothing. */
export function putProposedAddress(email: EmailDigest, leadId: LeadId): WriteItem {
  return { Put: { Item: { ...keys.proposedAddress(email, leadId) } } };
}

/** Ends that a record is found by an address that is no proposal any more. */
export function deleteProposedAddress(email: EmailDigest, leadId: LeadId): WriteItem {
  return { Delete: { Key: keys.proposedAddress(email, leadId) } };
}
