import type { Actor } from '../../events/index.ts';
import { type EntryDraft, putTimelineEntries, type TimelineEntry } from '../leads/index.ts';
import { UnavailableError } from '../platform/errors.ts';
import { ConditionFailedError, type Table, type WriteItem, writeTogether } from '../platform/table.ts';
import { sendDueTimers } from '../timers/index.ts';
import type { GateParts } from './gate-parts.ts';
import type { MailEnd, MailWait } from './product.ts';
import { type Mail, MailFailure } from './record.ts';

/** Writes of one transaction, and what the lead's history tells of it: entries of one change share an item. */
export interface Told {
  readonly writes: readonly WriteItem[];
  readonly entries: readonly TimelineEntry[];
}

/** What goes along with a mail, and what is told before and after it. */
interface Found {
  readonly writes: readonly WriteItem[];
  readonly before: readonly TimelineEntry[];
  readonly after: readonly TimelineEntry[];
}

/** What follows a mail that ends, or that waits. */
export interface Follow {
  /** Finds what goes into the transaction of the mail, as things stand when it is asked for. */
  find(): Promise<Found>;
  /** Called when that is written: what is due at once waits for no timer. */
  written(writes: readonly WriteItem[]): Promise<void>;
}

/** What finding it takes. */
type FollowingParts = Pick<GateParts, 'products' | 'table' | 'config' | 'ids' | 'queues' | 'clock' | 'log'>;

const actor: Actor = { kind: 'system', id: 'send-mail' };

const nothing: Follow = { find: async () => ({ writes: [], before: [], after: [] }), written: async () => {} };

/** Somebody else may move what follows in between: so often it is found anew. */
const tries = 6;

/** Returns what follows when a mail ends so or waits, as its product says. */
export function followOf(
  mail: Pick<Mail, 'leadId' | 'mailId' | 'kind' | 'askedBy' | 'leadVersion' | 'correlationId' | 'plannedFor'>,
  end: MailEnd | MailWait,
  now: Date,
  parts: FollowingParts,
): Follow {
  const { products, table, config, ids } = parts;
  const { leadId, leadVersion, correlationId, mailId, askedBy } = mail;
  const { following } = products[mail.kind];
  if (!following) return nothing;
  const plannedFor = mail.plannedFor === undefined ? undefined : new Date(mail.plannedFor);
  const change = { leadId, leadVersion, at: now, actor, correlationId, causationId: mailId };
  return {
    async find() {
      const { writes, before, after } = await following(askedBy, end, { table, config, plannedFor, now });
      const tell = (lines: readonly EntryDraft[]) => lines.map((line) => line(change, ids));
      return { writes, before: tell(before), after: tell(after) };
    },
    written: (writes) => sendDueTimers(writes, parts),
  };
}

/**
 * Writes the end of something, or that it waits, together with what follows. False when a condition of its own writes failed.
 * @throws UnavailableError when others moved what follows each time: whoever comes back finds all as it was
 */
export async function endWith(table: Pick<Table, 'transact' | 'put' | 'update'>, own: Told, follow: Follow = nothing): Promise<boolean> {
  for (let left = tries; left > 0; left -= 1) {
    try {
      const following = await follow.find();
      const told = putTimelineEntries([...following.before, ...own.entries, ...following.after]);
      await writeTogether(table, [...own.writes, ...following.writes, ...told]);
      await follow.written(following.writes);
      return true;
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      if (error.failedIndexes.some((place) => place < own.writes.length)) return false;
    }
  }
  throw new UnavailableError('what follows a mail was moved by others each time');
}

/** Makes sure that what follows a mail was written: feedback of SES ends mails, too, and knows nothing of it. Safe to repeat. */
export async function followEnded(mail: Mail, now: Date, parts: FollowingParts): Promise<void> {
  const end = endOf(mail);
  if (end) await endWith(parts.table, { writes: [], entries: [] }, followOf(mail, end, now, parts));
}

function endOf({ status, reason }: Mail): MailEnd | null {
  if (status === 'sent') return { kind: 'sent' };
  return status === 'failed' ? { kind: 'failed', reason: MailFailure.parse(reason) } : null;
}
