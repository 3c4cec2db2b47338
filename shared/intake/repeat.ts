import { z } from 'zod';
import type { Submission } from '../capture/index.ts';
import { type Contact, cleanMultiline, identifyingPhone } from '../identity/index.ts';
import { epochSeconds, hoursMs, minutesMs } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { type Key, keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';

/** A second click, a page sent again, a retry without an id: beyond this time it is a new wish. */
const repeatWindowMs = 10 * minutesMs;

const RepeatGuard = z.object({ leadId: LeadId, at: z.string() });

/** What was posted, by whom, lately. `last`: the lead that the same post made before; null when there is none in the window. */
export interface Repeat {
  readonly key: Key;
  readonly receivedAt: string;
  readonly last: { readonly leadId: LeadId; readonly at: string; readonly isRecent: boolean } | null;
}

/**
 * Looks whether the very same post came from the same sender a moment ago. Only for posts that hold nothing else to know a person by,
 * no usable address and no mobile: colleagues share a landline, so everything they typed must be equal. Null for other posts.
 */
export async function readRepeat(
  { table, digests }: { readonly table: Table; readonly digests: Digests },
  { submission, contact }: { readonly submission: Submission; readonly contact: Contact },
): Promise<Repeat | null> {
  if (contact.email !== null || identifyingPhone(contact.phone) !== null) return null;
  const { receivedAt } = submission;
  const key = keys.repeat(digests.post(contentOf(submission)));
  const item = await table.get(key, { consistent: true });
  if (!item) return { key, receivedAt, last: null };
  const guard = RepeatGuard.safeParse(item);
  if (!guard.success) throw new CorruptItemError('the guard of a repeated post does not have the shape this version knows');
  const { leadId, at } = guard.data;
  // Either way: deliveries may come in another order than the posts.
  const isRecent = Math.abs(Date.parse(receivedAt) - Date.parse(at)) <= repeatWindowMs;
  return { key, receivedAt, last: { leadId, at, isRecent } };
}

/** Notes the lead that a post makes, so that the same post finds it; refused when the same post was quicker. */
export function putRepeat({ key, receivedAt, last }: Repeat, leadId: LeadId): WriteItem {
  const expiresAt = epochSeconds(new Date(Date.parse(receivedAt) + hoursMs));
  const free = last
    ? { ConditionExpression: 'leadId = :last AND #at = :at', ExpressionAttributeNames: { '#at': 'at' } }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    Put: {
      Item: { ...key, leadId, at: receivedAt, expiresAt },
      ...free,
      ...(last ? { ExpressionAttributeValues: { ':last': last.leadId, ':at': last.at } } : {}),
    },
  };
}

/** The form, the sender and all that was typed. */
function contentOf({ sourceId, fields, sender }: Submission): string {
  const typed = Object.entries(fields).map(([name, value]) => [name, cleanMultiline(value)]);
  const filled = typed.filter(([, value]) => value !== '').sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
  return JSON.stringify([sourceId, sender.addressHash, sender.agentHash, filled]);
}
