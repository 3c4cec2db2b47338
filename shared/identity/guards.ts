import { z } from 'zod';
import { type Digests, EmailDigest, PhoneDigest } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { keys, partitionId, sortId } from '../platform/keys.ts';
import { type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { unchangedSince, versioned } from '../platform/versioned.ts';

/** An e-mail address is a person: one lead holds it. */
export interface EmailGuard {
  readonly email: EmailDigest;
  readonly version: number;
  readonly leadId: LeadId;
}

const Sharer = z.object({ leadId: LeadId, nameKey: z.string() });
type Sharer = z.infer<typeof Sharer>;

/**
 * A phone is a claim: shared by couples and colleagues, so it comes with the name that claimed it, and with the leads that use the
 * number without the claim. Without them, each further post of the second person would make one more lead.
 */
export interface PhoneClaim extends Sharer {
  readonly phone: PhoneDigest;
  readonly version: number;
  readonly sharers: readonly Sharer[];
}

const version = z.number().int().positive();
const EmailGuardItem = z.object({ leadId: LeadId, version });
const PhoneClaimItem = Sharer.extend({ version, sharers: z.array(Sharer).default([]) });

const emailGuards = versioned<EmailGuard>({
  parse: (item) => ({ email: EmailDigest.parse(partitionId(item)), ...parsed(EmailGuardItem, item) }),
  toItem: ({ email, ...guard }) => ({ ...keys.emailGuard(email), ...guard }),
});

const phoneClaims = versioned<PhoneClaim>({
  parse: (item) => ({ phone: PhoneDigest.parse(partitionId(item)), ...parsed(PhoneClaimItem, item) }),
  toItem: ({ phone, sharers, ...claim }) => ({ ...keys.phoneClaim(phone), ...claim, ...(sharers.length > 0 ? { sharers } : {}) }),
  elementIds: { sharers: 'leadId' },
});

/** @throws CorruptItemError */
export const parseEmailGuard = (item: Item): EmailGuard => emailGuards.parse(item);

/** More people than this behind one mobile number are a hotline; their posts stay apart. */
export const maxSharers = 20;

export interface Holders {
  readonly byEmail: EmailGuard | null;
  readonly byPhone: PhoneClaim | null;
}

/** Who holds the address and the number, read consistently: an index would be a moment late and make a second lead. */
export async function readHolders(
  { table, digests }: { readonly table: Table; readonly digests: Digests },
  contact: { email: string | null; phone: string | null },
): Promise<Holders> {
  const emailKey = contact.email ? keys.emailGuard(digests.email(contact.email)) : null;
  const phoneKey = contact.phone ? keys.phoneClaim(digests.phone(contact.phone)) : null;
  const wanted = [emailKey, phoneKey].filter((key) => key !== null);
  if (wanted.length === 0) return { byEmail: null, byPhone: null };
  const items = await table.batchGet(wanted, { consistent: true });
  const guard = items.find(({ pk }) => pk === emailKey?.pk);
  const claim = items.find(({ pk }) => pk === phoneKey?.pk);
  return { byEmail: guard ? emailGuards.parse(guard) : null, byPhone: claim ? phoneClaims.parse(claim) : null };
}

function parsed<Schema extends z.ZodType>(schema: Schema, item: Item): z.infer<Schema> {
  const result = schema.safeParse(item);
  if (!result.success) throw new CorruptItemError('a guard of an address or number does not have the shape this version knows');
  return result.data;
}

/** Refused when the address has a holder; `stale` is the guard of a holder whose lead no longer exists. */
export function putEmailGuard(email: EmailDigest, leadId: LeadId, stale: EmailGuard | null = null): WriteItem {
  return emailGuards.put(stale, { email, leadId, version: (stale?.version ?? 0) + 1 });
}

/** Gives an address to another record of who was taken for one person; refused when the guard changed since it was read. */
export function passEmailGuard(guard: EmailGuard, leadId: LeadId): WriteItem {
  return emailGuards.put(guard, { ...guard, leadId, version: guard.version + 1 });
}

/** Gives a number to another record of who was taken for one person; refused when the claim changed since it was read. */
export function passPhoneClaim(claim: PhoneClaim, leadId: LeadId, nameKey: string): WriteItem {
  const sharers = claim.sharers.filter((sharer) => sharer.leadId !== leadId);
  return phoneClaims.put(claim, { ...claim, leadId, nameKey, sharers, version: claim.version + 1 });
}

/** Lets an address go, so that whoever has it is a person of their own; refused when the guard changed since it was read. */
export function releaseEmailGuard({ email, version }: EmailGuard): WriteItem {
  return { Delete: { Key: keys.emailGuard(email), ...unchangedSince({ version }) } };
}

/** Refused when the number has a holder; `stale` is the claim of a holder whose lead no longer exists. */
export function putPhoneClaim(phone: PhoneDigest, leadId: LeadId, nameKey: string, stale: PhoneClaim | null = null): WriteItem {
  const sharers = (stale?.sharers ?? []).filter((sharer) => sharer.leadId !== leadId);
  return phoneClaims.put(stale, { phone, leadId, nameKey, sharers, version: (stale?.version ?? 0) + 1 });
}

/** Notes a lead that uses the number without the claim; refused when the claim changed since it was read. */
export function addPhoneSharer(claim: PhoneClaim, leadId: LeadId, nameKey: string): WriteItem[] {
  const known = claim.leadId === leadId || claim.sharers.some((sharer) => sharer.leadId === leadId);
  if (known || claim.sharers.length >= maxSharers) return [];
  return [phoneClaims.put(claim, { ...claim, sharers: [...claim.sharers, { leadId, nameKey }], version: claim.version + 1 })];
}

/** Reads the claims of some numbers, consistently; those that nobody claims are left out. */
export async function readPhoneClaims(
  { table, digests }: { readonly table: Table; readonly digests: Digests },
  numbers: readonly string[],
): Promise<PhoneClaim[]> {
  if (numbers.length === 0) return [];
  const items = await table.batchGet(
    [...new Set(numbers)].map((e164) => keys.phoneClaim(digests.phone(e164))),
    { consistent: true },
  );
  return items.map((item) => phoneClaims.parse(item));
}

/**
 * Lets a number go that a lead claims or shares; refused when the claim changed since it was read. Who shares it for longest claims it then, and
 * their record says so with their next post. Nothing for a lead that the claim does not name.
 */
export function releaseInClaim(claim: PhoneClaim, leadId: LeadId): WriteItem[] {
  return releaseAllInClaim(claim, new Set([leadId]));
}

/** Lets a number go that any of some leads claim or share, as `releaseInClaim` does for one. */
export function releaseAllInClaim(claim: PhoneClaim, leadIds: ReadonlySet<LeadId>): WriteItem[] {
  const sharers = claim.sharers.filter((sharer) => !leadIds.has(sharer.leadId));
  const version = claim.version + 1;
  if (!leadIds.has(claim.leadId))
    return sharers.length === claim.sharers.length ? [] : [phoneClaims.put(claim, { ...claim, sharers, version })];
  const [next, ...rest] = sharers;
  if (next) return [phoneClaims.put(claim, { ...claim, ...next, sharers: rest, version })];
  return [{ Delete: { Key: keys.phoneClaim(claim.phone), ...unchangedSince({ version: claim.version }) } }];
}

/** Returns the writes by which a number is no longer that of any of these records. */
export async function releaseNumber(table: Pick<Table, 'get'>, phone: PhoneDigest, leadIds: ReadonlySet<LeadId>): Promise<WriteItem[]> {
  const item = await table.get(keys.phoneClaim(phone), { consistent: true });
  return item ? releaseAllInClaim(phoneClaims.parse(item), leadIds) : [];
}

/** Returns what an address says of these records: their guards, and the marks by which they are found by an address that was proposed for them. */
export async function addressItemsOf(table: Pick<Table, 'query'>, email: EmailDigest, leadIds: ReadonlySet<LeadId>): Promise<Item[]> {
  const { pk, sk: guardSk } = keys.emailGuard(email);
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  });
  return items.filter((item) => {
    const held = LeadId.safeParse(item.sk === guardSk ? item.leadId : sortId(item));
    return held.success && leadIds.has(held.data);
  });
}

/** Gives a lead another name in a claim that names it, so that its next post is still found by the number; nothing where none does. */
export function renameInClaim(claim: PhoneClaim, leadId: LeadId, nameKey: string): WriteItem[] {
  const renamed = <One extends Sharer>(one: One): One => (one.leadId === leadId ? { ...one, nameKey } : one);
  const isNamed = [claim, ...claim.sharers].some((one) => one.leadId === leadId && one.nameKey !== nameKey);
  if (!isNamed) return [];
  return [phoneClaims.put(claim, { ...renamed(claim), sharers: claim.sharers.map(renamed), version: claim.version + 1 })];
}
