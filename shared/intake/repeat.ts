import { z } from 'zod';
import type { Submission } from '../capture/index.ts';
import { type Contact, cleanMultiline, identifyingPhone } from '../identity/index.ts';
import { addMs, epochSeconds, hoursMs, minutesMs } from '../platform/clock.ts';
import { type Digests, PostDigest } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

/** A second click, a page sent again, a retry without an id: beyond this time it is a new wish. */
const repeatWindowMs = 10 * minutesMs;

/** The lead that a post made, under the digest of all that was posted. */
interface RepeatGuard {
  readonly post: PostDigest;
  readonly version: number;
  readonly leadId: LeadId;
  readonly at: string;
  readonly expiresAt: number;
}

const RepeatGuardItem = z.object({ version: z.number().int().positive(), leadId: LeadId, at: z.string(), expiresAt: z.number() });

function guardOf(item: Item): RepeatGuard {
  const guard = RepeatGuardItem.safeParse(item);
  if (!guard.success) throw new CorruptItemError('the guard of a repeated post does not have the shape this version knows');
  return { post: PostDigest.parse(partitionId(item)), ...guard.data };
}

const guards = versioned<RepeatGuard>({ parse: guardOf, toItem: ({ post, ...guard }) => ({ ...keys.repeat(post), ...guard }) });

/** What was posted, by whom, lately. */
export interface Repeat {
  readonly post: PostDigest;
  readonly receivedAt: string;
  /** What the same post made before, lately or not; null when nothing is known of it. */
  readonly guard: RepeatGuard | null;
  /** The lead that the same post made within the window. */
  readonly made: LeadId | null;
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
  const post = digests.post(contentOf(submission));
  const guard = (await guards.read(table, keys.repeat(post), { consistent: true })) ?? null;
  // Either way: deliveries may come in another order than the posts.
  const isRecent = guard !== null && Math.abs(Date.parse(receivedAt) - Date.parse(guard.at)) <= repeatWindowMs;
  return { post, receivedAt, guard, made: isRecent ? guard.leadId : null };
}

/**
 * Notes the lead that a post makes, so that the same post finds it; refused when the same post was quicker. It is kept from when the post
 * is taken in: posts that were held come long after their time, and each may have a twin.
 */
export function putRepeat({ post, receivedAt, guard }: Repeat, leadId: LeadId, now: Date): WriteItem {
  const expiresAt = epochSeconds(addMs(now, hoursMs));
  return guards.put(guard, { post, leadId, at: receivedAt, expiresAt, version: (guard?.version ?? 0) + 1 });
}

/** The form, the sender and all that was typed. */
function contentOf({ sourceId, fields, sender }: Submission): string {
  const typed = Object.entries(fields).map(([name, value]) => [name, cleanMultiline(value)]);
  const filled = typed.filter(([, value]) => value !== '').sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
  return JSON.stringify([sourceId, sender.addressHash, sender.agentHash, filled]);
}
