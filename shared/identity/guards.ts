import { z } from 'zod';
import type { Digests, EmailDigest, PhoneDigest } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';

/** An e-mail address is a person: one lead holds it. */
export const EmailGuard = z.object({ leadId: LeadId });
/**
 * A phone is a claim: shared by couples and colleagues, so it comes with the name that claimed it, and with the leads that use the
 * number without the claim. Without them, each further post of the second person would make one more lead.
 */
const Sharer = z.object({ leadId: LeadId, nameKey: z.string() });
export const PhoneClaim = Sharer.extend({ sharers: z.array(Sharer).default([]) });
export type PhoneClaim = z.infer<typeof PhoneClaim>;
/** More people than this behind one mobile number are a hotline; their posts stay apart. */
export const maxSharers = 20;

export interface Holders {
  readonly byEmail: LeadId | null;
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
  return { byEmail: guard ? parsed(EmailGuard, guard).leadId : null, byPhone: claim ? parsed(PhoneClaim, claim) : null };
}

function parsed<Schema extends z.ZodType>(schema: Schema, item: Item): z.infer<Schema> {
  const result = schema.safeParse(item);
  if (!result.success) throw new CorruptItemError('a guard of an address or number does not have the shape this version knows');
  return result.data;
}

/** Refused when the address has a holder; `stale` names a holder whose lead no longer exists. */
export function putEmailGuard(email: EmailDigest, leadId: LeadId, stale: LeadId | null = null): WriteItem {
  return { Put: { Item: { ...keys.emailGuard(email), leadId }, ...freeOr(stale) } };
}

/** Refused when the number has a holder; `stale` names a holder whose lead no longer exists. */
export function putPhoneClaim(phone: PhoneDigest, leadId: LeadId, nameKey: string, stale: LeadId | null = null): WriteItem {
  return { Put: { Item: { ...keys.phoneClaim(phone), leadId, nameKey }, ...freeOr(stale) } };
}

/** Notes a lead that uses the number without the claim; refused when somebody else was noted since `claim` was read. */
export function addPhoneSharer(phone: PhoneDigest, claim: PhoneClaim, leadId: LeadId, nameKey: string): WriteItem[] {
  const known = claim.leadId === leadId || claim.sharers.some((sharer) => sharer.leadId === leadId);
  if (known || claim.sharers.length >= maxSharers) return [];
  const asRead = claim.sharers.length === 0 ? 'attribute_not_exists(sharers)' : 'size(sharers) = :count';
  return [
    {
      Update: {
        Key: keys.phoneClaim(phone),
        UpdateExpression: 'SET sharers = list_append(if_not_exists(sharers, :none), :sharer)',
        ConditionExpression: `leadId = :holder AND ${asRead}`,
        ExpressionAttributeValues: {
          ':none': [],
          ':sharer': [{ leadId, nameKey }],
          ':holder': claim.leadId,
          ...(claim.sharers.length === 0 ? {} : { ':count': claim.sharers.length }),
        },
      },
    },
  ];
}

function freeOr(stale: LeadId | null) {
  if (!stale) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return { ConditionExpression: 'attribute_not_exists(pk) OR leadId = :stale', ExpressionAttributeValues: { ':stale': stale } };
}
