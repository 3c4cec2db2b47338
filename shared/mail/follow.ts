import type { Actor } from '../../events/index.ts';
import { type EntryDraft, putTimelineEntries } from '../leads/index.ts';
import { UnavailableError } from '../platform/errors.ts';
import { ConditionFailedError, type Table, type WriteItem } from '../platform/table.ts';
import { sendDueTimers } from '../timers/index.ts';
import type { GateParts } from './gate-parts.ts';
import type { MailEnd } from './product.ts';
import { type Mail, MailFailure } from './record.ts';

/** What follows the end of a mail. */
export interface Follow {
  /** Finds what goes into the transaction that ends the mail, as things stand when it is asked for. */
  find(): Promise<readonly WriteItem[]>;
  /** Called when that is written: what is due at once waits for no timer. */
  written(writes: readonly WriteItem[]): Promise<void>;
}

/** What finding it takes. */
type FollowingParts = Pick<GateParts, 'products' | 'table' | 'config' | 'ids' | 'queues' | 'clock' | 'log'>;

const actor: Actor = { kind: 'system', id: 'send-mail' };

const nothing: Follow = { find: async () => [], written: async () => {} };

/** Somebody else may move what follows in between: so often it is found anew. */
const tries = 6;

/** Returns what follows when a mail ends so, as its product says. */
export function followOf(
  mail: Pick<Mail, 'leadId' | 'mailId' | 'kind' | 'askedBy' | 'leadVersion' | 'correlationId' | 'plannedFor'>,
  end: MailEnd,
  now: Date,
  parts: FollowingParts,
): Follow {
  const { products, table, config, ids } = parts;
  const { leadId, leadVersion, correlationId, mailId, askedBy } = mail;
  const { following } = products[mail.kind];
  if (!following) return nothing;
  const plannedFor = mail.plannedFor === undefined ? undefined : new Date(mail.plannedFor);
  const change = { leadId, leadVersion, at: now, actor, correlationId, causationId: mailId };
  const tell = (lines: readonly EntryDraft[]) => putTimelineEntries(lines.map((line) => line(change, ids)));
  return {
    find: () => following(askedBy, end, { table, config, plannedFor, now, tell }),
    written: (writes) => sendDueTimers(writes, parts),
  };
}

/**
 * Writes the end of something together with what follows. False when a condition of the end itself failed.
 * @throws UnavailableError when others moved what follows each time: whoever comes back finds all as it was
 */
export async function endWith(
  table: Pick<Table, 'transact' | 'update'>,
  end: readonly WriteItem[],
  follow: Follow = nothing,
): Promise<boolean> {
  for (let left = tries; left > 0; left -= 1) {
    try {
      const following = await follow.find();
      await writeAll(table, [...end, ...following]);
      await follow.written(following);
      return true;
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      if (error.failedIndexes.some((place) => place < end.length)) return false;
    }
  }
  throw new UnavailableError('what follows a mail was moved by others each time');
}

/** One write alone costs half of what it costs in a transaction. */
async function writeAll(table: Pick<Table, 'transact' | 'update'>, writes: readonly WriteItem[]): Promise<void> {
  const [only, ...others] = writes;
  if (!only) return;
  if ('Update' in only && others.length === 0) await table.update(only.Update);
  else await table.transact(writes);
}

/** Makes sure that what follows a mail was written: feedback of SES ends mails, too, and knows nothing of it. Safe to repeat. */
export async function followEnded(mail: Mail, now: Date, parts: FollowingParts): Promise<void> {
  const end = endOf(mail);
  if (end) await endWith(parts.table, [], followOf(mail, end, now, parts));
}

function endOf({ status, reason }: Mail): MailEnd | null {
  if (status === 'sent') return { kind: 'sent' };
  return status === 'failed' ? { kind: 'failed', reason: MailFailure.parse(reason) } : null;
}
