import type { Actor } from '../../events/index.ts';
import { mailGathered } from '../../events/index.ts';
import { putTimelineEntry, timelineEntry } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { UnavailableError } from '../platform/errors.ts';
import type { RepId } from '../platform/ids.ts';
import { ConditionFailedError, type WriteItem } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { addToDigest, beginDigest, leaveToDigest, type NoticeCount } from './digest-store.ts';
import type { GateParts } from './gate-parts.ts';
import type { ClaimGuard } from './product.ts';
import { needIn, type PlannedMail } from './record.ts';
import { dueAtOf, partOf, partText, spanAt } from './rules-digest.ts';

const actor: Actor = { kind: 'system', id: 'send-mail' };

/** Whether a digest lists the notice now; else whoever holds or settled it, or a guard that refused. */
export type Gathering = 'gathered' | 'heldElsewhere' | { readonly refusedBy: ClaimGuard };

/**
 * Leaves a notice to the digest of its rep, in one transaction with the guards of its claim and a timeline entry: it is either free, and its message
 * comes back, or a digest lists it. Whoever begins a digest sets the timer that sends it. A digest that is closed takes nothing more;
 * then the notice goes into one of the span after.
 */
export async function gatherNotice(
  { mail, guards, repId, count }: Notice,
  now: Date,
  { table, ids }: Pick<GateParts, 'table' | 'ids'>,
): Promise<Gathering> {
  const { leadId, mailId, kind } = mail;
  const change = { leadId, leadVersion: mail.leadVersion, at: now, actor, correlationId: mail.correlationId, causationId: mailId };
  const entry = putTimelineEntry(timelineEntry(mailGathered, change, { mailId, kind, ...needIn(mail) }, ids));
  for (const span of [spanAt(now), spanAt(now) + 1]) {
    const part = partText(partOf(span, count.inSpan));
    const add = [addToDigest(repId, part, mail)];
    const begin = [beginDigest(repId, part, mail), timerOf(repId, part, mail)];
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

/** A notice beyond what its rep hears at once. */
export interface Notice {
  readonly mail: PlannedMail;
  readonly guards: readonly ClaimGuard[];
  readonly repId: RepId;
  readonly count: NoticeCount;
}

function timerOf(repId: RepId, part: string, { leadId }: PlannedMail): WriteItem {
  return putTimer({
    timerId: timerIdFor('digest', repId, part),
    dueAt: dueAtOf(part).toISOString(),
    queue: 'notice',
    message: mailRequest('digestNotice', leadId, { repId, part }),
  });
}
