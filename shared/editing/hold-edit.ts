import {
  addPhoneSharer,
  deleteProposedAddress,
  identifyingPhone,
  type PhoneClaim,
  putEmailGuard,
  putPhoneClaim,
  readHolders,
  readPhoneClaims,
  releaseEmailGuard,
  releaseInClaim,
  renameInClaim,
} from '../identity/index.ts';
import { type Lead, type LeadPhone, phonesOf, readLeads } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';

interface HoldParts {
  readonly table: Table;
  readonly digests: Digests;
}

/** What makes edited details the record's own, beside the record. */
export interface HeldEdit {
  /** With the marks of which numbers it claims. */
  readonly after: Lead;
  readonly writes: readonly WriteItem[];
  /** The lead that has the address: it cannot be taken. */
  readonly addressOf: LeadId | null;
  /** Leads that claim a number which the record uses from now on as well. */
  readonly sharedWith: readonly LeadId[];
}

/**
 * Returns what else changes with the details of a record: guards and claims, by which its next posts are found. An address that another one replaces
 * still leads here, because its person had it; one that is taken away is let go, and so is a number.
 */
export async function holdEdit(before: Lead, after: Lead, parts: HoldParts): Promise<HeldEdit> {
  const address = await holdAddress(before, after, parts);
  if (address.addressOf) return { after, writes: [], sharedWith: [], addressOf: address.addressOf };
  const numbers = await holdNumbers(before, after, parts);
  return { ...numbers, writes: [...address.writes, ...numbers.writes], addressOf: null };
}

async function holdAddress(
  before: Lead,
  after: Lead,
  parts: HoldParts,
): Promise<{ readonly writes: readonly WriteItem[]; readonly addressOf: LeadId | null }> {
  const { leadId } = before;
  if (after.email === before.email) return { writes: [], addressOf: null };
  const { byEmail: guard } = await readHolders(parts, { email: after.email ?? before.email, phone: null });
  if (after.email === null) return { writes: guard?.leadId === leadId ? [releaseEmailGuard(guard)] : [], addressOf: null };
  const holder = guard && (await readLeads(parts.table, [guard.leadId], { consistent: true })).get(guard.leadId);
  if (holder && holder.leadId !== leadId) return { writes: [], addressOf: holder.leadId };
  const digest = parts.digests.email(after.email);
  // A guard whose lead is gone is taken over.
  return { writes: [...(holder ? [] : [putEmailGuard(digest, leadId, guard)]), deleteProposedAddress(digest, leadId)], addressOf: null };
}

async function holdNumbers(before: Lead, after: Lead, parts: HoldParts): Promise<Omit<HeldEdit, 'addressOf'>> {
  const { leadId, nameKey } = after;
  const [had, has] = [before, after].map((lead) => new Set(phonesOf(lead).flatMap((phone) => identifyingPhone(phone) ?? [])));
  const own = identifyingPhone(after.phone);
  const isRenamed = nameKey !== before.nameKey;
  const asked = [...new Set([...(had ?? []), ...(has ?? [])])].filter(
    (number) => isRenamed || !had?.has(number) || !has?.has(number) || (number === own && after.phone?.claimed === false),
  );
  if (asked.length === 0) return { after, writes: [], sharedWith: [] };
  const claims = await readPhoneClaims(parts, asked);
  const holders = await readLeads(
    parts.table,
    claims.map((claim) => claim.leadId),
    { consistent: true },
  );
  const writes: WriteItem[] = [];
  const sharedWith: LeadId[] = [];
  const claimed = new Set<string>();
  for (const number of asked) {
    const digest = parts.digests.phone(number);
    const claim: PhoneClaim | null = claims.find(({ phone }) => phone === digest) ?? null;
    const holder = claim ? holders.get(claim.leadId) : undefined;
    if (!has?.has(number)) {
      if (claim) writes.push(...releaseInClaim(claim, leadId));
    } else if (claim && holder?.leadId === leadId) {
      claimed.add(number);
      writes.push(...renameInClaim(claim, leadId, nameKey));
    } else if (claim && holder) {
      const isKnown = claim.sharers.some((sharer) => sharer.leadId === leadId);
      if (isKnown) writes.push(...renameInClaim(claim, leadId, nameKey));
      else if (number === own) {
        writes.push(...addPhoneSharer(claim, leadId, nameKey));
        sharedWith.push(holder.leadId);
      }
    } else if (number === own) {
      claimed.add(number);
      writes.push(putPhoneClaim(digest, leadId, nameKey, claim));
    }
  }
  const marked = (phone: LeadPhone): LeadPhone =>
    phone.e164 !== null && claimed.has(phone.e164) && !phone.claimed ? { ...phone, claimed: true } : phone;
  const phone = after.phone && marked(after.phone);
  return { after: { ...after, phone, extraPhones: after.extraPhones.map(marked) }, writes, sharedWith: [...new Set(sharedWith)] };
}
