import {
  addPhoneSharer,
  deleteProposedAddress,
  identifyingPhone,
  normaliseName,
  putEmailGuard,
  putPhoneClaim,
  readHolders,
  readPhoneClaims,
  renameInClaim,
} from '../identity/index.ts';
import { type Lead, phonesOf, readLead } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import { assertNever } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import type { Proposal, ProposedPhone } from './record.ts';

interface HoldParts {
  readonly table: Table;
  readonly digests: Digests;
}

/** What makes an accepted value the record's own, beside the record. */
export interface Held {
  readonly writes: readonly WriteItem[];
  /** Another lead has it as well. */
  readonly sharedWith: LeadId | null;
  /** It is another lead's alone, and cannot be taken. */
  readonly isOthers: boolean;
  /** A number is the record's own claim. */
  readonly isClaimed: boolean;
}

const own: Held = { writes: [], sharedWith: null, isOthers: false, isClaimed: false };

/** Returns what else changes when a record takes a proposal over: guards and claims, by which its next posts are found. */
export function holdProposed(lead: Lead, proposal: Proposal, parts: HoldParts): Promise<Held> {
  switch (proposal.field) {
    case 'fullName':
      return holdName(lead, proposal.value, parts);
    case 'email':
      return holdAddress(lead, proposal.value, parts);
    case 'phone':
      return holdNumber(lead, proposal.value, parts);
    default:
      return assertNever(proposal, 'proposal');
  }
}

async function holdName(lead: Lead, fullName: string, parts: HoldParts): Promise<Held> {
  const numbers = phonesOf(lead)
    .map(identifyingPhone)
    .filter((number) => number !== null);
  const claims = await readPhoneClaims(parts, numbers);
  return { ...own, writes: claims.flatMap((claim) => renameInClaim(claim, lead.leadId, normaliseName(fullName).searchKey)) };
}

async function holdAddress({ leadId }: Lead, email: string, parts: HoldParts): Promise<Held> {
  const { table, digests } = parts;
  const { byEmail: guard } = await readHolders(parts, { email, phone: null });
  const holder = guard ? await readLead(table, guard.leadId, { consistent: true }) : undefined;
  if (holder && holder.leadId !== leadId) return { ...own, sharedWith: holder.leadId, isOthers: true };
  const digest = digests.email(email);
  // A guard whose lead is gone is taken over.
  const guarded = holder ? [] : [putEmailGuard(digest, leadId, guard)];
  return { ...own, writes: [...guarded, deleteProposedAddress(digest, leadId)] };
}

async function holdNumber({ leadId, nameKey }: Lead, phone: ProposedPhone, parts: HoldParts): Promise<Held> {
  const number = identifyingPhone(phone);
  if (number === null) return own;
  const { byPhone: claim } = await readHolders(parts, { email: null, phone: number });
  const holder = claim ? await readLead(parts.table, claim.leadId, { consistent: true }) : undefined;
  const claimed = { ...own, isClaimed: true };
  if (!claim || !holder) return { ...claimed, writes: [putPhoneClaim(parts.digests.phone(number), leadId, nameKey, claim)] };
  if (holder.leadId === leadId) return claimed;
  return { ...own, sharedWith: holder.leadId, writes: addPhoneSharer(claim, leadId, nameKey) };
}
