import { z } from 'zod';
import { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';

/** An e-mail address is a person: one lead holds it. */
export const EmailGuard = z.object({ leadId: LeadId });
/** A phone is a claim: shared by couples and colleagues, so it comes with the name that claimed it. */
export const PhoneClaim = z.object({ leadId: LeadId, nameKey: z.string() });

export interface Holders {
  readonly byEmail: LeadId | null;
  readonly byPhone: z.infer<typeof PhoneClaim> | null;
}

/** Who holds the address and the number, read consistently: an index would be a moment late and make a second lead. */
export async function readHolders(table: Table, contact: { email: string | null; phone: string | null }): Promise<Holders> {
  const emailKey = contact.email ? keys.emailGuard(contact.email) : null;
  const phoneKey = contact.phone ? keys.phoneClaim(contact.phone) : null;
  const wanted = [emailKey, phoneKey].filter((key) => key !== null);
  if (wanted.length === 0) return { byEmail: null, byPhone: null };
  const items = await table.batchGet(wanted, { consistent: true });
  const guard = items.find(({ pk }) => pk === emailKey?.pk);
  const claim = items.find(({ pk }) => pk === phoneKey?.pk);
  return { byEmail: guard ? EmailGuard.parse(guard).leadId : null, byPhone: claim ? PhoneClaim.parse(claim) : null };
}

/** Refused when the address has a holder; `stale` names a holder whose lead no longer exists. */
export function putEmailGuard(email: string, leadId: LeadId, stale: LeadId | null = null): WriteItem {
  return { Put: { Item: { ...keys.emailGuard(email), leadId }, ...freeOr(stale) } };
}

/** Refused when the number has a holder; `stale` names a holder whose lead no longer exists. */
export function putPhoneClaim(phone: string, leadId: LeadId, nameKey: string, stale: LeadId | null = null): WriteItem {
  return { Put: { Item: { ...keys.phoneClaim(phone), leadId, nameKey }, ...freeOr(stale) } };
}

function freeOr(stale: LeadId | null) {
  if (!stale) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return { ConditionExpression: 'attribute_not_exists(pk) OR leadId = :stale', ExpressionAttributeValues: { ':stale': stale } };
}
