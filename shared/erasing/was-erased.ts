import type { EmailDigest, PhoneDigest } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';

/** Returns the write that remembers that whoever has this address or number was erased. */
export function markErased(who: EmailDigest | PhoneDigest, at: string): WriteItem {
  return { Put: { Item: { ...keys.erasedMark(who), at } } };
}

/**
 * Tells which of some addresses and numbers are of people who were erased, for whoever brings many people in at once: nobody whom the company
 * erased comes back by a list that it kept. A person who posts themselves is somebody new.
 */
export async function wasErased(
  table: Pick<Table, 'batchGet'>,
  digests: readonly (EmailDigest | PhoneDigest)[],
): Promise<ReadonlySet<EmailDigest | PhoneDigest>> {
  const asked = new Map([...new Set(digests)].map((one) => [keys.erasedMark(one).pk, one] as const));
  if (asked.size === 0) return new Set();
  const items = await table.batchGet([...asked.values()].map(keys.erasedMark));
  return new Set(items.flatMap(({ pk }) => asked.get(String(pk)) ?? []));
}
