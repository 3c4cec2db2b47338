import { contactOf, identifyingPhone } from '../identity/contact.ts';
import type { Digests, EmailDigest, PhoneDigest } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';

/** Returns the write that remembers that whoever has this address or number was erased. */
export function markErased(who: EmailDigest | PhoneDigest, at: string): WriteItem {
  return { Put: { Item: { ...keys.erasedMark(who), at } } };
}

/** Returns the check, for the transaction that makes somebody a lead, that they were not erased meanwhile. */
export function unlessErased(who: EmailDigest | PhoneDigest): WriteItem {
  return { ConditionCheck: { Key: keys.erasedMark(who), ConditionExpression: 'attribute_not_exists(pk)' } };
}

/** Returns by what somebody of a list would be known who was erased: their address, or their number where there is no address; null: by nothing. */
export function markOf(
  fields: Readonly<Record<string, string>>,
  digests: Pick<Digests, 'email' | 'phone'>,
): EmailDigest | PhoneDigest | null {
  const { email, phone } = contactOf(fields);
  const number = identifyingPhone(phone);
  return email !== null ? digests.email(email) : number !== null ? digests.phone(number) : null;
}

/**
 * Tells which of some addresses and numbers are of people who were erased, for whoever brings many people in at once: nobody whom the company
 * erased comes back by a list that it kept. A person who posts themselves is somebody new.
 */
export async function wasErased(
  table: Pick<Table, 'batchGet'>,
  digests: readonly (EmailDigest | PhoneDigest)[],
  options: { readonly consistent?: boolean } = {},
): Promise<ReadonlySet<EmailDigest | PhoneDigest>> {
  const asked = new Map([...new Set(digests)].map((one) => [keys.erasedMark(one).pk, one] as const));
  if (asked.size === 0) return new Set();
  const items = await table.batchGet([...asked.values()].map(keys.erasedMark), options);
  return new Set(items.flatMap(({ pk }) => asked.get(String(pk)) ?? []));
}
