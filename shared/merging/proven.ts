import { provesNumber, readCallsUnder } from '../call-log/index.ts';
import { outcomeKind } from '../call-log/outcome-config.ts';
import { identifyingPhone, isRoleAddress } from '../identity/index.ts';
import { type FieldValue, type Lead, partitionsOf, phonesOf, readProvenance } from '../leads/index.ts';
import { readProposals } from '../proposals/index.ts';
import type { MergeParts } from './parts.ts';
import type { Proven } from './rules-same-person.ts';

/** Reads what is proven to reach the person of a lead. */
export async function readProven(
  lead: Lead,
  { table, config, digests }: Pick<MergeParts, 'table' | 'config' | 'digests'>,
): Promise<Proven> {
  const [{ documents: outcomes }, calls, provenance, proposals] = await Promise.all([
    config.current(outcomeKind),
    Promise.all(partitionsOf(lead).map((leadId) => readCallsUnder(table, leadId))),
    readProvenance(table, lead.leadId),
    readProposals(table, lead.leadId, { consistent: true }),
  ]);
  const reached = new Set(calls.flat().flatMap((call) => (provesNumber(call, outcomes) ? [call.phone] : [])));
  // Landlines, hotlines and switchboards reach many people.
  const numbers = phonesOf(lead).flatMap((phone) => identifyingPhone(phone) ?? []);
  const said = proposals.open.flatMap((one) => (one.field === 'email' && one.mailboxSaidAt !== undefined ? [one.value] : []));
  const pasts = [...Object.values(provenance.fields), ...Object.values(provenance.extra)].flatMap((values) => values ?? []);
  const addresses = [...(lead.email !== null && isAddressProven(lead, pasts, provenance.fields.email) ? [lead.email] : []), ...said];
  return {
    lead,
    numbers: new Set(numbers.filter((number) => reached.has(digests.phone(number)))),
    addresses: new Set(addresses.filter((address) => !isRoleAddress(address))),
  };
}

/** The mailbox of the record said so itself: it wants our mails, or its person took something over by the button of a mail to it. */
function isAddressProven({ consent: { newsletter } }: Lead, pasts: readonly FieldValue[], past: readonly FieldValue[] = []): boolean {
  if (newsletter?.granted === true && newsletter.confirmedAt !== undefined) return true;
  const since = past[0]?.at ?? '';
  return pasts.some(({ source, verified, at }) => verified && source.kind === 'lead' && at >= since);
}
