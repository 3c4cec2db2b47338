import { readHolders } from '../identity/index.ts';
import type { Lead } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';

/**
 * Returns the record whose address it is, of a person of whom there are several records: what is done by the links of a mail is that record's again where they
 * turn out to be two people. The person's own one where no record of theirs holds the address. Costs nothing of anybody else.
 */
export async function whoseAddress(
  address: string,
  { leadId, members = [] }: Pick<Lead, 'leadId' | 'members'>,
  parts: { readonly table: Table; readonly digests: Digests },
): Promise<LeadId> {
  if (members.length === 0) return leadId;
  const { byEmail } = await readHolders(parts, { email: address, phone: null });
  return byEmail !== null && members.includes(byEmail.leadId) ? byEmail.leadId : leadId;
}
