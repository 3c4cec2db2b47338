import type { Actor } from '../../events/index.ts';
import { mailGathered } from '../../events/index.ts';
import { putTimelineEntry, timelineEntry } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { UnavailableError } from '../platform/errors.ts';
import { ConditionFailedError, type WriteItem } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { addToDigest, beginDigest, leaveToDigest, type NoticeCount } from './digest-store.ts';
import type { GateParts } from './gate-parts.ts';
import type { ClaimGuard } from './product.ts';
import { needIn, type PlannedMail } from './record.ts';
import { type DigestReader, dueAtOf, partOf, spanOf } from './rules-digest.ts';

const actor: Actor = { kind: 'system', id: 'send-mail' };

/** Whether a digest lists the notice now; else whoever holds or settled it, or a guard that refused. */
export type Gathering = 'gathered' | 'heldElsewhere' | { readonly refusedBy: ClaimGuard };

/**
 * Leaves a notice to the digest of its receiver, in one transaction with the guards of its claim and a timeline entry: it is either free, and its message
 * comes back, or a digest lists it. Whoever begins a digest sets the timer that sends it. A digest that is closed takes nothing more;
 * then the notice goes into one of the span after.
 */
export async function gatherNotice(
  { mail, guards, reader, count }: Notice,
  now: Date,
  { table, ids }: Pick<GateParts, 'table' | 'ids'>,
): Promise<Gathering> {
  const { leadId, mailId, kind } = mail;
  const change = { leadId, leadVersion: mail.leadVersion, at: now, actor, correlationId: mail.correlationId, causationId: mailId };
  const entry = putTimelineEntry(timelineEntry(mailGathered, change, { mailId, kind, ...needIn(mail) }, ids));
  const first = spanOf(reader, now);
  for (const span of [first, first + 1]) {
    const part = partOf(reader, span, count.inSpan);
    const add = [addToDigest(reader, part, mail)];
    const begin = [beginDigest(reader, part, mail), timerOf(reader, part, mail)];
    // The second `add`: somebody else began it in between.
    for (const writes of [add, begin, add]) {
      const refused = await tryWrites([leaveToDigest(mail, part, now), ...guards.map(({ write }) => write), entry, ...writes]);
      if (refused === null) return 'gathered';
      if (refused.includes(0)) return 'heldElsewhere';
      const refusedBy = guards.find((_guard, place) => refused.includes(place + 1));
      if (refusedBy) return { refusedBy };
    }
  }
  throw new UnavailableError('the digests of two spans took no notice');

  /** Returns the places of the writes whose conditions failed; null when all were written. */
  async function tryWrites(writes: readonly WriteItem[]): Promise<readonly number[] | null> {
    try {
      await table.transact(writes);
      return null;
    } catch (error) {
      if (error instanceof ConditionFailedError) return error.failedIndexes;
      throw error;
    }
  }
}

/** A notice beyond what its receiver hears at once. */
export interface Notice {
  readonly mail: PlannedMail;
  readonly guards: readonly ClaimGuard[];
  readonly reader: DigestReader;
  readonly count: NoticeCount;
}

function timerOf(reader: DigestReader, part: string, { leadId }: PlannedMail): WriteItem {
  const dueAt = dueAtOf(part).toISOString();
  if ('repId' in reader) {
    const message = mailRequest('digestNotice', leadId, { repId: reader.repId, part });
    return putTimer({ timerId: timerIdFor('digest', reader.repId, part), dueAt, queue: 'notice', message });
  }
  const message = mailRequest('leaderDigest', leadId, { userId: reader.userId, part });
  return putTimer({ timerId: timerIdFor('leaderDigest', reader.userId, part), dueAt, queue: 'notice', message });
}
